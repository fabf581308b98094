#!/usr/bin/env bash
# copy_down 1.1 (io.github.furstenheim, Maven): the lines of a <pre> are joined: of a transcript, each speaker in a
# line of his own, one line is left. HTML keeps the lines of a <pre>, with or without a <code> in it;
# copy_down only with.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId><version>1</version><dependencies>
<dependency><groupId>io.github.furstenheim</groupId><artifactId>copy_down</artifactId><version>1.1</version></dependency>
</dependencies></project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib >&2
cat > Seen.java <<'JAVA'
import io.github.furstenheim.CopyDown;

public class Seen {
    public static void main(String[] arguments) {
        String text = "ROE: Will it close?\nPOE: No.";
        System.out.println(new CopyDown().convert("<pre>" + text + "</pre>"));
        System.out.println(new CopyDown().convert("<pre><code>" + text + "</code></pre>").strip());
    }
}
JAVA
seen=$(java -cp 'lib/*' Seen.java)
echo "$seen"
[ "$seen" = $'ROE: Will it close? POE: No.\nROE: Will it close?\n    POE: No.' ]
