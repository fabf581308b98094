#!/usr/bin/env bash
# rssreader 3.12.0 (com.apptasticsoftware, Maven): in an Atom content of type xhtml the values of attributes lose their
# marks: title="Roe said no" is written title=Roe said no, which is the title Roe and two attributes more.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId><version>1</version><dependencies>
<dependency><groupId>com.apptasticsoftware</groupId><artifactId>rssreader</artifactId><version>3.12.0</version></dependency>
</dependencies></project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib >&2
cat > Seen.java <<'JAVA'
import com.apptasticsoftware.rssreader.RssReader;
import java.io.ByteArrayInputStream;

public class Seen {
    public static void main(String[] arguments) {
        String feed = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Daily Echo</title><id>urn:x:1</id>"
            + "<updated>2024-05-03T10:30:00Z</updated><author><name>Desk</name></author><entry><title>Vote</title><id>urn:x:2</id>"
            + "<updated>2024-05-03T10:30:00Z</updated><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">"
            + "<abbr title=\"Roe said no\">R.</abbr></div></content></entry></feed>";
        new RssReader().read(new ByteArrayInputStream(feed.getBytes())).forEach(item -> System.out.println(item.getContent().get()));
    }
}
JAVA
seen=$(java -cp 'lib/*' Seen.java)
echo "$seen"
[ "$seen" = '<div xmlns=http://www.w3.org/1999/xhtml><abbr title=Roe said no>R.</abbr></div>' ]
