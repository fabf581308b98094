#!/usr/bin/env bash
# subtitle 0.9.0 (fr.noop, Maven): the last caption of an SRT file is lost unless an empty line follows: of two
# captions one is read, without a word. An empty line parts captions; after the last there is nothing to part.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId><version>1</version><dependencies>
<dependency><groupId>fr.noop</groupId><artifactId>subtitle</artifactId><version>0.9.0</version></dependency>
</dependencies></project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib >&2
cat > Seen.java <<'JAVA'
import fr.noop.subtitle.srt.SrtParser;
import java.io.ByteArrayInputStream;

public class Seen {
    public static void main(String[] arguments) throws Exception {
        String text = "1\n00:00:01,000 --> 00:00:02,000\nROE: Will it close?\n\n2\n00:00:03,000 --> 00:00:04,000\nPOE: No.\n";
        for (String end : new String[] {"", "\n"})
            System.out.println(new SrtParser("utf-8").parse(new ByteArrayInputStream((text + end).getBytes())).getCues().size());
    }
}
JAVA
seen=$(java -cp 'lib/*' Seen.java)
echo "$seen"
[ "$seen" = $'1\n2' ]
