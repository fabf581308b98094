#!/usr/bin/env bash
# natty 0.13 (com.joestelmach, Maven): "New Year's Eve 2024" is 31 December 2023, a year too early, as if it were the
# eve of New Year's Day 2024. "Christmas 2024" is in 2024.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId><version>1</version><dependencies>
<dependency><groupId>com.joestelmach</groupId><artifactId>natty</artifactId><version>0.13</version></dependency>
</dependencies></project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib >&2
cat > Seen.java <<'JAVA'
import com.joestelmach.natty.Parser;
import java.text.SimpleDateFormat;

public class Seen {
    public static void main(String[] arguments) {
        for (String text : new String[] {"New Year's Eve 2024", "Christmas 2024"})
            System.out.println(new SimpleDateFormat("yyyy-MM-dd").format(new Parser().parse(text).get(0).getDates().get(0)));
    }
}
JAVA
seen=$(java -cp 'lib/*' Seen.java)
echo "$seen"
[ "$seen" = $'2023-12-31\n2024-12-25' ]
