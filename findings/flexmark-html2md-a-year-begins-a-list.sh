#!/usr/bin/env bash
# flexmark-html2md-converter 0.64.8 (Maven): what begins a list or a headline in Markdown is not escaped at the start of
# a paragraph: "2024. A bad year." is the item 2024 of a list, "- No." an item, "# 10 is silent." a headline, when
# flexmark itself reads what it wrote. "*" and "[" it does escape.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId><version>1</version><dependencies>
<dependency><groupId>com.vladsch.flexmark</groupId><artifactId>flexmark-html2md-converter</artifactId><version>0.64.8</version></dependency>
</dependencies></project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib >&2
cat > Seen.java <<'JAVA'
import com.vladsch.flexmark.html.HtmlRenderer;
import com.vladsch.flexmark.html2md.converter.FlexmarkHtmlConverter;
import com.vladsch.flexmark.parser.Parser;

public class Seen {
    public static void main(String[] arguments) {
        for (String text : new String[] {"2024. A bad year.", "- No.", "# 10 is silent.", "* [sic] No."}) {
            String markdown = FlexmarkHtmlConverter.builder().build().convert("<p>" + text + "</p>");
            System.out.println(HtmlRenderer.builder().build().render(Parser.builder().build().parse(markdown)).replace("\n", ""));
        }
    }
}
JAVA
seen=$(java -cp 'lib/*' Seen.java)
echo "$seen"
[ "$seen" = '<ol start="2024"><li>A bad year.</li></ol>
<ul><li>No.</li></ul>
<h1>10 is silent.</h1>
<p>* [sic] No.</p>' ]
