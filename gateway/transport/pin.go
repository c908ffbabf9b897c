package transport

import (
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"fmt"

	"relay/gateway"
)

// pinError is a peer whose key is none of those that were pinned.
type pinError struct{ has [sha256.Size]byte }

func (e *pinError) Error() string {
	return fmt.Sprintf("the peer's certificate has none of the pinned keys: its own is %s", hex.EncodeToString(e.has[:]))
}

// pinned compares the peer's public key with the pinned ones.
func pinned(pins []string, s tls.ConnectionState) error {
	has := sha256.Sum256(s.PeerCertificates[0].RawSubjectPublicKeyInfo)
	for _, p := range pins {
		if want, err := gateway.ParsePin(p); err == nil && want == has {
			return nil
		}
	}
	return &pinError{has}
}
