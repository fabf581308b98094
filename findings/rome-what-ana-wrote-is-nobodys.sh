#!/usr/bin/env bash
# Rome 2.1.0 (Maven): a feed in Atom, read and written again, gives each entry without an author an empty one:
# <author><name />. Atom's entries without an author have the feed's; so what Ana Roe wrote is now nobody's. Only the
# entry is touched.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId><version>1</version><dependencies>
<dependency><groupId>com.rometools</groupId><artifactId>rome</artifactId><version>2.1.0</version></dependency>
<dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.16</version></dependency>
</dependencies></project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib >&2
cat > Seen.java <<'JAVA'
import com.rometools.rome.io.*;
import java.io.StringReader;

public class Seen {
    public static void main(String[] arguments) throws Exception {
        String feed = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Daily Echo</title><id>urn:x:1</id>"
            + "<updated>2024-05-03T10:30:00Z</updated><author><name>Ana Roe</name></author><entry><title>The vote</title>"
            + "<id>urn:x:2</id><updated>2024-05-03T10:30:00Z</updated><link href=\"https://example.org/\"/></entry></feed>";
        String written = new SyndFeedOutput().outputString(new SyndFeedInput().build(new StringReader(feed)));
        System.out.println(written.replaceAll(">\\s+<", "><"));
    }
}
JAVA
seen=$(java -cp 'lib/*' Seen.java)
echo "$seen"
grep -q '<author><name>Ana Roe</name></author>.*<entry>.*<author><name /></author>.*</entry>' <<< "$seen"
