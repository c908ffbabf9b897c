// Package sms is what travels inside a message: alphabets (GSM 7-bit
// with its national tables, UCS-2 and those of data_coding 1 to 14) and their
// choice, cutting a long text into parts, the user data header, joining parts
// again, message classes and waiting indications, and delivery receipts in
// their text form. Lengths are counted in septets, octets or 16-bit units,
// whichever the coding has.
//
// Everything here is a pure function or a plain value: no sockets, no
// goroutines, no clock (whatever needs the time takes it), no log. PDUs are
// the business of package smpp; which link uses which alphabet is the business
// of its caller.
//
// The facts come from 3GPP 23.038 (alphabets), 3GPP 23.040 (user data header)
// and SMPP 3.4 (data_coding, appendix B). Reading is lenient and never fails
// on what a stranger sent; writing is strict.
package sms
