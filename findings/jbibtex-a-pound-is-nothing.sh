#!/usr/bin/env bash
# jbibtex 1.0.20 (Maven): its printer of LaTeX leaves out, without a word, letters and signs that it does not know,
# plain LaTeX among them: "He paid \pounds5m" is "He paid 5m", {\L}ukasz is "ukasz", "Mar\'{\i}a" is "Mara". {\O}re is
# "Øre".
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId><version>1</version><dependencies>
<dependency><groupId>org.jbibtex</groupId><artifactId>jbibtex</artifactId><version>1.0.20</version></dependency>
</dependencies></project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib >&2
cat > Seen.java <<'JAVA'
import java.io.StringReader;
import org.jbibtex.LaTeXParser;
import org.jbibtex.LaTeXPrinter;

public class Seen {
    public static void main(String[] arguments) throws Exception {
        for (String text : new String[] {"He paid \\pounds5m", "{\\L}ukasz", "Mar\\'{\\i}a", "{\\O}re"})
            System.out.println(new LaTeXPrinter().print(new LaTeXParser().parse(new StringReader(text))));
    }
}
JAVA
seen=$(java -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -cp 'lib/*' Seen.java)
echo "$seen"
[ "$seen" = $'He paid 5m\nukasz\nMara\nØre' ]
