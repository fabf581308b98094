#!/usr/bin/env bash
# boilerpipe 1.1.0 (de.l3s, Maven): a quotation marked as <q> within a sentence parts it: "Asked <q>who pays</q>, she
# said no." are three lines, as if HTML's <q>, <ins> or <sub> began a paragraph of their own: H<sub>2</sub>O too. With
# <b> it is one.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId><version>1</version><dependencies>
<dependency><groupId>de.l3s.boilerpipe</groupId><artifactId>boilerpipe</artifactId><version>1.1.0</version></dependency>
<dependency><groupId>net.sourceforge.nekohtml</groupId><artifactId>nekohtml</artifactId><version>1.9.22</version></dependency>
</dependencies></project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib >&2
cat > Seen.java <<'JAVA'
import de.l3s.boilerpipe.extractors.KeepEverythingExtractor;

public class Seen {
    public static void main(String[] arguments) throws Exception {
        for (String text : new String[] {
                "Asked <q>who pays</q>, she said no.", "H<sub>2</sub>O is <ins>not</ins> sold.", "Asked <b>who pays</b>, she said no."}) {
            String page = "<html><body><p>" + text + "</p></body></html>";
            System.out.println(KeepEverythingExtractor.INSTANCE.getText(page).strip().replace("\n", " / "));
        }
    }
}
JAVA
seen=$(java -cp 'lib/*' Seen.java)
echo "$seen"
[ "$seen" = $'Asked / who pays / , she said no.\nH / 2 / O is / not / sold.\nAsked who pays, she said no.' ]
