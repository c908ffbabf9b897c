// Package locale gives the toolkit a language it can read. Under LANG=C.UTF-8,
// which servers and containers have, Fyne complains on stderr each time any
// program that contains it starts, a command line too. It reads the environment
// while packages initialize, so this must be done then: the package imports
// next to nothing and is therefore ready before Fyne's.
//
// Nothing else is here, and nothing is exported.
package locale

import (
	"os"
	"strings"
)

var _ = settle()

// settle puts English where the environment names the C locale with an
// encoding.
func settle() bool {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		value := os.Getenv(name)
		if value == "" {
			continue
		}
		if base, _, encoded := strings.Cut(value, "."); encoded && (base == "C" || base == "POSIX") {
			return os.Setenv(name, "en_US.UTF-8") == nil
		}
		return false
	}
	return false
}
