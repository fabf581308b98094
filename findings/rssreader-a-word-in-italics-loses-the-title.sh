#!/usr/bin/env bash
# rssreader 3.12.0 (com.apptasticsoftware, Maven): the title of an Atom entry of type xhtml, as Atom has it for a title
# with a word in italics, is lost: the entry has no title at all. One of type html is kept.
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
        for (String title : new String[] {
                "<title type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">Roe: <em>no</em> to cuts</div></title>",
                "<title type=\"html\">Roe: &lt;em&gt;no&lt;/em&gt; to cuts</title>"}) {
            String feed = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Daily Echo</title><id>urn:x:1</id>"
                + "<updated>2024-05-03T10:30:00Z</updated><author><name>Desk</name></author><entry>" + title
                + "<id>urn:x:2</id><updated>2024-05-03T10:30:00Z</updated><link href=\"https://example.org/\"/></entry></feed>";
            new RssReader().read(new ByteArrayInputStream(feed.getBytes())).forEach(item -> System.out.println(item.getTitle()));
        }
    }
}
JAVA
seen=$(java -cp 'lib/*' Seen.java)
echo "$seen"
[ "$seen" = $'Optional.empty\nOptional[Roe: <em>no</em> to cuts]' ]
