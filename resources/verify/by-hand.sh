age -d -i rehearsal/practice-keys/coordinator.agekey -o day.asice rehearsal/*.asice.age  # opens for this key alone
unzip -q day.asice -d day
openssl cms -verify -binary -inform DER -in day/META-INF/signature.p7s -content day/META-INF/ASiCManifest.xml \
    -CAfile rehearsal/practice-keys/authority.pem -no-CApath -no-CAstore -purpose any -out /dev/null
grep -F "$(openssl dgst -sha256 -binary day/SHA256SUMS | base64)" day/META-INF/ASiCManifest.xml  # is what was signed
(cd day && sha256sum --check --strict SHA256SUMS)
