#!/usr/bin/env bash
# flexmark-html2md-converter 0.64.8 (Maven): a photo whose file has the name of a pictogram is taken for that:
# boat.png, "The boat", is written as ":sailboat:", without address and description. boats.png stays a photo.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId><version>1</version><dependencies>
<dependency><groupId>com.vladsch.flexmark</groupId><artifactId>flexmark-html2md-converter</artifactId><version>0.64.8</version></dependency>
</dependencies></project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib >&2
cat > Seen.java <<'JAVA'
import com.vladsch.flexmark.html2md.converter.FlexmarkHtmlConverter;

public class Seen {
    public static void main(String[] arguments) {
        for (String name : new String[] {"boat", "boats"})
            System.out.println(FlexmarkHtmlConverter.builder().build()
                .convert("<p><img src=\"https://example.org/2024/" + name + ".png\" alt=\"The boat\"></p>").strip());
    }
}
JAVA
seen=$(java -cp 'lib/*' Seen.java)
echo "$seen"
[ "$seen" = $':sailboat:\n![The boat](https://example.org/2024/boats.png)' ]
