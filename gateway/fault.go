package gateway

// StepFault is how a connection failed, where that tells causes apart. Stored
// records of tests hold the numbers: new ones come last.
type StepFault uint8

const (
	FaultOther          StepFault = iota
	FaultRefused                  // the other side said no: to the connection, or to the bind with a status
	FaultSilent                   // no answer in time
	FaultForeign                  // what answered does not speak SMPP
	FaultCut                      // the other side ended the connection
	FaultName                     // there is no such host name
	FaultNameServer               // nobody could say whether there is one
	FaultNoWay                    // no way to the address from this computer
	FaultOwnAddress               // the connection can't leave from the address that is set
	FaultPlain                    // TLS was begun, and clear text came back
	FaultTLS                      // the port speaks TLS, and clear text was sent to it
	FaultCertificate              // the other side's certificate is not accepted here
	FaultTLSVersion               // no version of TLS that both sides speak
	FaultOwnCertificate           // the other side wants another certificate of ours
)

// faultAdvice is what to do about each way of failing, likeliest first.
func faultAdvice() map[StepFault][]string {
	return map[StepFault][]string{
		FaultOther: {"Check host and port with the provider's e-mail."},
		FaultRefused: {
			"The computer was reached, but no program waits at this port: check the port number.",
			"When the port is right, the message centre is not running now: try again in some minutes, then ask the provider.",
		},
		FaultSilent: {
			"A firewall drops the connection, or the address is wrong: check host and port, and whether this computer must be in the provider's VPN.",
			"Ask the provider whether your address is allowed; many open their port only to known addresses.",
		},
		FaultForeign: {
			"Check host and port: something else answers there.",
			"When the provider's port wants TLS, turn TLS on; when it does not, turn it off.",
		},
		FaultCut: {
			"Providers hang up on addresses that they do not know: ask whether yours is allowed.",
			"When the provider's port wants TLS, turn TLS on; when it does not, turn it off.",
		},
		FaultName: {
			"Compare the host name with the provider's e-mail, letter by letter.",
			"Some providers' names are known only inside their VPN: connect it first.",
		},
		FaultNameServer: {
			"No name server answers: check that this computer is online.",
			"In a VPN, check that its name server is used.",
		},
		FaultNoWay: {
			"Check that this computer is online and, where the provider asks for one, in the VPN.",
			"An address such as 10.1.2.3 or 192.168.1.2 leads into a private network only.",
		},
		FaultOwnAddress: {"Empty \"Connect from\", or set an address that this computer has now."},
		FaultPlain:      {"Turn TLS off, or set the provider's TLS port: it is another one than the plain port."},
		FaultTLS:        {"Turn TLS on: this port speaks it. Or set the provider's plain port."},
		FaultCertificate: {
			"A provider with an authority of its own gives you a CA file: set it.",
			"Compare the server name with the one in the certificate.",
			"Check the date and time of this computer.",
		},
		FaultTLSVersion:     {"The provider's TLS is too old for what is set here: allow 1.2 under \"Lowest TLS version\", or ask the provider for a port with TLS 1.2 or newer."},
		FaultOwnCertificate: {"The provider wants a client certificate that it knows: set the file and its key that it has given you."},
	}
}

// Advice is what to do about it, likeliest first.
func (f StepFault) Advice() []string { return faultAdvice()[f] }
