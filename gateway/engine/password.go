package engine

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"sync"

	"golang.org/x/crypto/argon2"
)

// Cost of an account's password hash: argon2id, 8 MiB, one pass, one lane. At
// most two are computed at once, so that a flood of binds costs no more.
const (
	argonMemory = 8 << 10 // KiB
	argonTime   = 1
	argonLanes  = 1
	argonKey    = 32
	saltSize    = 16
	maxHashing  = 2
)

// HashPassword returns the PHC string of an account's password.
func HashPassword(password string) (string, error) {
	salt := make([]byte, saltSize)
	if _, err := rand.Read(salt); err != nil {
		return "", fmt.Errorf("salt for a password: %w", err)
	}
	key := argon2.IDKey([]byte(password), salt, argonTime, argonMemory, argonLanes, argonKey)
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonLanes,
		b64.EncodeToString(salt), b64.EncodeToString(key)), nil
}

var errHash = errors.New("the stored password hash is damaged: set the password again")

// checkPassword compares a password with a PHC string.
func checkPassword(phc, password string) (bool, error) {
	f := strings.Split(phc, "$")
	if len(f) != 6 || f[1] != "argon2id" {
		return false, errHash
	}
	var version, memory, time, lanes int
	if _, err := fmt.Sscanf(f[2], "v=%d", &version); err != nil || version != argon2.Version {
		return false, errHash
	}
	if _, err := fmt.Sscanf(f[3], "m=%d,t=%d,p=%d", &memory, &time, &lanes); err != nil {
		return false, errHash
	}
	// A hash comes from a file that somebody wrote: bound what it may cost.
	if memory < 8 || memory > 256<<10 || time < 1 || time > 16 || lanes < 1 || lanes > 16 {
		return false, errHash
	}
	salt, err := base64.RawStdEncoding.DecodeString(f[4])
	if err != nil {
		return false, errHash
	}
	want, err := base64.RawStdEncoding.DecodeString(f[5])
	if err != nil || len(want) < 16 || len(want) > 64 {
		return false, errHash
	}
	got := argon2.IDKey([]byte(password), salt, uint32(time), uint32(memory), uint8(lanes), uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1, nil
}

// verifier checks passwords and remembers those that were right, as a keyed
// digest, for the life of the process: an application that binds again costs
// no hash.
type verifier struct {
	slots chan struct{}
	key   []byte

	mu    sync.Mutex
	known map[string]struct{}
	dummy string
}

func newVerifier() (*verifier, error) {
	key := make([]byte, sha256.Size)
	if _, err := rand.Read(key); err != nil {
		return nil, fmt.Errorf("key for verified passwords: %w", err)
	}
	dummy, err := HashPassword("")
	if err != nil {
		return nil, err
	}
	return &verifier{slots: make(chan struct{}, maxHashing), key: key, known: map[string]struct{}{}, dummy: dummy}, nil
}

func (v *verifier) digest(phc, password string) string {
	m := hmac.New(sha256.New, v.key)
	m.Write([]byte(phc))
	m.Write([]byte{0})
	m.Write([]byte(password))
	return string(m.Sum(nil))
}

// check costs one hash for a wrong or new password, also when phc is empty
// because nobody has that name.
func (v *verifier) check(phc, password string) (bool, error) {
	d := v.digest(phc, password)
	if v.knows(d) && phc != "" {
		return true, nil
	}
	v.slots <- struct{}{}
	defer func() { <-v.slots }()
	if phc == "" {
		_, err := checkPassword(v.dummy, password)
		return false, err
	}
	if v.knows(d) {
		return true, nil // another bind of the account has found out meanwhile
	}
	ok, err := checkPassword(phc, password)
	if ok {
		v.mu.Lock()
		if len(v.known) > 10_000 {
			clear(v.known)
		}
		v.known[d] = struct{}{}
		v.mu.Unlock()
	}
	return ok, err
}

func (v *verifier) knows(digest string) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	_, ok := v.known[digest]
	return ok
}
