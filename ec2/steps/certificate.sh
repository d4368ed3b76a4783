# shellcheck shell=bash
# The node's certificate, out of its own secret into two files that only Kafka reads. What Kafka could not use is refused here, where
# the reason can be said.

# Sets certificate_changed to yes or no.
fetch_certificate() {
  local part
  must_call "the secret of the certificate cannot be read" secret secretsmanager get-secret-value --secret-id "$CERTIFICATE_SECRET_ARN"
  for part in certificate privateKey authority; do
    (umask 077 && jq -er ".SecretString | fromjson | .$part | strings" "$private/secret" >"$private/$part.pem" 2>/dev/null) ||
      fail 3 "the secret of the certificate has no $part; it has to be JSON with certificate, privateKey and authority"
  done
  check_certificate
  (umask 077 && cat "$private/privateKey.pem" "$private/certificate.pem" >"$private/node.pem")
  certificate_changed=no
  install_private node.pem
  install_private authority.pem
}

check_certificate() {
  openssl verify -CAfile "$private/authority.pem" -untrusted "$private/certificate.pem" "$private/certificate.pem" >"$private/verify" 2>&1 ||
    fail 3 "the certificate is not good: $(grep -m 1 'error' "$private/verify" || last_line "$private/verify")"
  openssl x509 -in "$private/certificate.pem" -noout -checkhost "$NODE_HOST" | grep -q 'does match' ||
    fail 3 "the certificate is not one for $NODE_HOST"
  grep -q 'BEGIN PRIVATE KEY' "$private/privateKey.pem" || fail 3 "the private key is not in PKCS 8, the only form that Kafka reads"
  [[ "$(openssl pkey -in "$private/privateKey.pem" -pubout 2>/dev/null)" == "$(openssl x509 -in "$private/certificate.pem" -noout -pubkey)" ]] ||
    fail 3 "the private key is not the one of the certificate"
}

install_private() {
  local target="$config/tls/$1"
  if ! cmp -s "$private/$1" "$target"; then
    mkdir -p "$config/tls"
    install -o "$user" -m 600 "$private/$1" "$target.fresh"
    mv -T "$target.fresh" "$target"
    certificate_changed=yes
  fi
}

certificate_end() { openssl x509 -in "$config/tls/node.pem" -noout -enddate | sed 's/^notAfter=//'; }
