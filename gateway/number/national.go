package number

import (
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// International gives the digits of a national number (TON 2) the code of their
// country, for comparing them with numbers that have one. They need not be a
// number that exists: what an application claims is not to slip past a rule by
// being impossible. Without a country, or for other things than digits, it is what
// it was.
func International(national, country string) string {
	digits := strip(national)
	code := phonenumbers.GetCountryCodeForRegion(strings.ToUpper(country))
	if code == 0 || digits == "" || strings.Trim(digits, "0123456789") != "" {
		return national
	}
	if n, err := phonenumbers.Parse(digits, strings.ToUpper(country)); err == nil && n.GetCountryCode() == int32(code) {
		return phonenumbers.Format(n, phonenumbers.E164)
	}
	return "+" + strconv.Itoa(code) + digits
}
