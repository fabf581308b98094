#!/usr/bin/env bash
# jsonld-java 0.13.6 (com.github.jsonld-java, Maven): a backslash in a text doubles with each way through RDF: the
# N-Quads are written as they must be, with \\ for \, but when they are read \" is resolved and \\ is not.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder" && cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId><version>1</version><dependencies>
<dependency><groupId>com.github.jsonld-java</groupId><artifactId>jsonld-java</artifactId><version>0.13.6</version></dependency>
<dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>1.7.36</version></dependency>
</dependencies></project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib >&2
cat > Seen.java <<'JAVA'
import com.github.jsonldjava.core.*;
import com.github.jsonldjava.utils.JsonUtils;

public class Seen {
    public static void main(String[] arguments) throws Exception {
        Object text = JsonUtils.fromString("[{\"@id\":\"urn:q\",\"https://schema.org/text\":[{\"@value\":\"She \\\"said\\\" A\\\\B\"}]}]");
        var options = new JsonLdOptions();
        options.format = "application/n-quads";
        for (int way = 0; way < 2; way++) {
            Object quads = JsonLdProcessor.toRDF(text, options);
            System.out.println(quads.toString().strip());
            text = JsonLdProcessor.fromRDF(quads, options);
            System.out.println(JsonUtils.toString(text));
        }
    }
}
JAVA
seen=$(java -cp 'lib/*' Seen.java)
echo "$seen"
[ "$(sed -n 1p <<< "$seen")" = '<urn:q> <https://schema.org/text> "She \"said\" A\\B" .' ]
[ "$(sed -n 2p <<< "$seen")" = '[{"@id":"urn:q","https://schema.org/text":[{"@value":"She \"said\" A\\\\B"}]}]' ]
[ "$(sed -n 4p <<< "$seen")" = '[{"@id":"urn:q","https://schema.org/text":[{"@value":"She \"said\" A\\\\\\\\B"}]}]' ]
