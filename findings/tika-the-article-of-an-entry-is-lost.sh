#!/usr/bin/env bash
# Apache Tika 3.3.1 (its parser of feeds, Maven): of an Atom entry the article is lost: the title and the summary are
# read, the content is not, with which many feeds bring the whole text. Without a summary the title alone is left.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId><version>1</version><dependencies>
<dependency><groupId>org.apache.tika</groupId><artifactId>tika-core</artifactId><version>3.3.1</version></dependency>
<dependency><groupId>org.apache.tika</groupId><artifactId>tika-parser-news-module</artifactId><version>3.3.1</version></dependency>
<dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
</dependencies></project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib >&2
cat > Seen.java <<'JAVA'
import java.io.ByteArrayInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.feed.FeedParser;
import org.apache.tika.sax.BodyContentHandler;

public class Seen {
    public static void main(String[] arguments) throws Exception {
        String feed = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Daily Echo</title><id>urn:x:1</id>"
            + "<updated>2024-05-03T10:30:00Z</updated><author><name>Desk</name></author>";
        for (String summary : new String[] {"<summary>Summary</summary>", ""})
            feed += "<entry><title>Title</title><id>urn:x:2" + summary.length() + "</id><updated>2024-05-03T10:30:00Z</updated>"
                + "<link href=\"https://example.org/\"/>" + summary + "<content type=\"html\">Article</content></entry>";
        var text = new BodyContentHandler();
        new FeedParser().parse(new ByteArrayInputStream((feed + "</feed>").getBytes()), text, new Metadata(), new ParseContext());
        System.out.println(String.join(" / ", text.toString().strip().split("\\s*\n\\s*")));
    }
}
JAVA
seen=$(java -cp 'lib/*' Seen.java)
echo "$seen"
[ "$seen" = 'Daily Echo / Title / Summary / Title' ]
