#!/usr/bin/env bash
# citeproc-java 3.5.2 (Maven): of an author with an apostrophe, read from RIS, one letter is left: "O'Neil, Ana" is a
# person of the name O, who has no first name; "d'Arc, Jeanne" is d. With a curly apostrophe, or as "Roe, Ana", names
# are whole.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId><version>1</version><dependencies>
<dependency><groupId>de.undercouch</groupId><artifactId>citeproc-java</artifactId><version>3.5.2</version></dependency>
</dependencies></project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib >&2
cat > Seen.java <<'JAVA'
import de.undercouch.citeproc.ris.*;
import java.io.StringReader;

public class Seen {
    public static void main(String[] arguments) throws Exception {
        for (String name : new String[] {"O'Neil, Ana", "d'Arc, Jeanne", "O’Neil, Ana", "Roe, Ana"}) {
            var read = new RISParser().parse(new StringReader("TY  - NEWS\nAU  - " + name + "\nTI  - The vote\nPY  - 2024\nER  - \n"));
            var author = new RISConverter().toItemData(read).values().iterator().next().getAuthor()[0];
            System.out.println(author.getFamily() + " / " + author.getGiven());
        }
    }
}
JAVA
seen=$(java -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -cp 'lib/*' Seen.java)
echo "$seen"
[ "$seen" = $'O / null\nd / null\nO’Neil / Ana\nRoe / Ana' ]
