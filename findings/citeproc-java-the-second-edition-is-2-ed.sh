#!/usr/bin/env bash
# citeproc-java 3.5.2 (Maven): the ordinal that a style asks for is not made of an edition: in APA "2nd ed." is "2 ed."
# (the style says <number form="ordinal" variable="edition"/>), in Chicago too. No edition is an ordinal: 21 is
# "21 ed.", not "21st ed.".
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId><version>1</version><dependencies>
<dependency><groupId>de.undercouch</groupId><artifactId>citeproc-java</artifactId><version>3.5.2</version></dependency>
<dependency><groupId>org.citationstyles</groupId><artifactId>styles</artifactId><version>26.2</version></dependency>
<dependency><groupId>org.citationstyles</groupId><artifactId>locales</artifactId><version>26.2</version></dependency>
</dependencies></project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib >&2
cat > Seen.java <<'JAVA'
import de.undercouch.citeproc.CSL;
import de.undercouch.citeproc.csl.*;

public class Seen {
    public static void main(String[] arguments) throws Exception {
        for (String style : new String[] {"apa", "chicago-author-date"})
            for (String edition : new String[] {"2", "21"}) {
                var book = new CSLItemDataBuilder().type(CSLType.BOOK).author("Ana", "Roe").title("The vote").issued(2024);
                System.out.println(CSL.makeAdhocBibliography(style, "text", book.edition(edition).build()).makeString().strip());
            }
    }
}
JAVA
seen=$(java -cp 'lib/*' Seen.java)
echo "$seen"
[ "$(unzip -p lib/styles-26.2.jar apa.csl | grep -c '<number form="ordinal" variable="edition"/>')" = 1 ]
[ "$(grep -oE '\b[0-9]+[a-z]* ed\.' <<< "$seen" | paste -sd' ')" = "2 ed. 21 ed. 2 ed. 21 ed." ]
