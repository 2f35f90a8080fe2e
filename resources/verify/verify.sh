#!/bin/sh
# Checks a bundle of fieldcheck without fieldcheck, with age, unzip, openssl and coreutils.
#
#   sh verify.sh BUNDLE.asice.age IDENTITY AUTHORITY.pem
#   sh verify.sh BUNDLE.asice "" AUTHORITY.pem          (a container that is no longer sealed)
#   sh verify.sh BUNDLE.asice.age IDENTITY AUTHORITY.pem 2026-11-22
#
# The last asks whether the certificates held on the day that you received the bundle: that of a laptop holds
# for some weeks. When you received it, you must know yourself; the bundle only says what the laptop's clock said.
# IDENTITY is the file with your AGE-SECRET-KEY; AUTHORITY.pem is the certificate of the action, which you
# got from the coordinator by another way than the bundle. Ends with 0 and "GOOD" only if all holds.
# What is unpacked is personal data: it lies in a private folder and is removed at the end.
set -eu
bundle=$1 identity=$2 authority=$3 day=${4:-}
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
refuse() { echo "REFUSED: $*" >&2; exit 1; }
at=
[ -z "$day" ] || at="-attime $(date -u -d "$day 12:00" +%s)" || refuse "$day is no day; write it as 2026-11-22"

# 1. The envelope: opens for this identity, and not one byte of it was changed.
case $bundle in
*.age) age -d -i "$identity" -o "$work/bundle.asice" "$bundle" || refuse "the envelope does not open" ;;
*) cp "$bundle" "$work/bundle.asice" ;;
esac

# 2. The container: every member is whole.
unzip -tq "$work/bundle.asice" || refuse "the container is damaged"
unzip -q "$work/bundle.asice" -d "$work/content"
case $authority in /*) ;; *) authority=$PWD/$authority ;; esac
cd "$work/content"
[ "$(cat mimetype)" = "application/vnd.etsi.asic-e+zip" ] || refuse "this is no ASiC-E container"

# 3. The signature over the list of files, by a laptop that the authority vouches for: this one authority,
#    and not the many that this computer trusts for web sites (-no-CApath -no-CAstore).
openssl cms -verify -binary -inform DER -in META-INF/signature.p7s -content META-INF/ASiCManifest.xml \
    -CAfile "$authority" -no-CApath -no-CAstore -purpose any $at -out /dev/null || refuse "the signature does not hold"
openssl cms -verify -binary -inform DER -in META-INF/signature.p7s -content META-INF/ASiCManifest.xml \
    -CAfile "$authority" -no-CApath -no-CAstore -purpose any $at -signer "$work/signer.pem" -out /dev/null 2>/dev/null
openssl x509 -in "$work/signer.pem" -noout -subject -issuer -fingerprint -sha256

# 4. The list: exactly these files, each with the digest that was signed.
sed -n 's/.*<asic:DataObjectReference URI="\([^"]*\)".*/\1/p' META-INF/ASiCManifest.xml | sort >"$work/listed"
find . -type f ! -path './META-INF/ASiCManifest.xml' ! -path './META-INF/signature.p7s' ! -path ./mimetype |
    sed 's:^\./::' | sort >"$work/found"
cmp "$work/listed" "$work/found" || refuse "there are files that are not signed, or files are missing"
while read -r name; do
    digest=$(openssl dgst -sha256 -binary "$name" | base64)
    grep -qF "URI=\"$name\" " META-INF/ASiCManifest.xml || refuse "$name is not signed"
    grep -F "URI=\"$name\" " META-INF/ASiCManifest.xml | grep -qF "<ds:DigestValue>$digest<" ||
        refuse "$name was changed"
done <"$work/found"

# 5. The same digests, in the form that sha256sum reads.
sha256sum --check --strict --quiet SHA256SUMS || refuse "SHA256SUMS does not hold"

echo GOOD
