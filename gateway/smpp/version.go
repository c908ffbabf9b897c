package smpp

import "fmt"

// Version is an SMPP version as it stands in interface_version.
type Version uint8

const (
	V33 Version = 0x33
	V34 Version = 0x34
	V50 Version = 0x50
)

// String returns "3.3", "3.4" or "5.0".
func (v Version) String() string { return fmt.Sprintf("%d.%d", v>>4, v&0x0F) }

// ParseVersion reads "3.3", "3.4" or "5.0".
func ParseVersion(s string) (Version, error) {
	for _, v := range Versions() {
		if s == v.String() {
			return v, nil
		}
	}
	return 0, fmt.Errorf("%q is no SMPP version: use 3.3, 3.4 or 5.0", s)
}

// Versions lists the versions in order.
func Versions() []Version { return []Version{V33, V34, V50} }

// index is the version's column in the tables.
func (v Version) index() int {
	switch {
	case v >= V50:
		return 2
	case v >= V34:
		return 1
	}
	return 0
}

// Negotiate returns the version in force between us and a peer that gave this
// interface_version or sc_interface_version: the lower of both. 0x00 to 0x33
// mean 3.3 or older, a reserved value the highest version not above it.
func Negotiate(mine Version, peer byte) Version {
	theirs := V33
	for _, v := range Versions() {
		if peer >= byte(v) {
			theirs = v
		}
	}
	return min(mine, theirs)
}
