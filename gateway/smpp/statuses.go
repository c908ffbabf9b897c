package smpp

// Statuses of 3.4 and 5.0 (SMPP 5.0 4.7.6), and those of older peers.
const (
	ROK                Status = 0x00000000 // ESME_ROK
	RINVMSGLEN         Status = 0x00000001 // ESME_RINVMSGLEN
	RINVCMDLEN         Status = 0x00000002 // ESME_RINVCMDLEN
	RINVCMDID          Status = 0x00000003 // ESME_RINVCMDID
	RINVBNDSTS         Status = 0x00000004 // ESME_RINVBNDSTS
	RALYBND            Status = 0x00000005 // ESME_RALYBND
	RINVPRTFLG         Status = 0x00000006 // ESME_RINVPRTFLG
	RINVREGDLVFLG      Status = 0x00000007 // ESME_RINVREGDLVFLG
	RSYSERR            Status = 0x00000008 // ESME_RSYSERR
	RINVSRCADR         Status = 0x0000000A // ESME_RINVSRCADR
	RINVDSTADR         Status = 0x0000000B // ESME_RINVDSTADR
	RINVMSGID          Status = 0x0000000C // ESME_RINVMSGID
	RBINDFAIL          Status = 0x0000000D // ESME_RBINDFAIL
	RINVPASWD          Status = 0x0000000E // ESME_RINVPASWD
	RINVSYSID          Status = 0x0000000F // ESME_RINVSYSID
	RCANCELFAIL        Status = 0x00000011 // ESME_RCANCELFAIL
	RREPLACEFAIL       Status = 0x00000013 // ESME_RREPLACEFAIL
	RMSGQFUL           Status = 0x00000014 // ESME_RMSGQFUL
	RINVSERTYP         Status = 0x00000015 // ESME_RINVSERTYP
	RINVNUMDESTS       Status = 0x00000033 // ESME_RINVNUMDESTS
	RINVDLNAME         Status = 0x00000034 // ESME_RINVDLNAME
	RINVDESTFLAG       Status = 0x00000040 // ESME_RINVDESTFLAG
	RINVSUBREP         Status = 0x00000042 // ESME_RINVSUBREP
	RINVESMCLASS       Status = 0x00000043 // ESME_RINVESMCLASS
	RCNTSUBDL          Status = 0x00000044 // ESME_RCNTSUBDL
	RSUBMITFAIL        Status = 0x00000045 // ESME_RSUBMITFAIL
	RINVSRCTON         Status = 0x00000048 // ESME_RINVSRCTON
	RINVSRCNPI         Status = 0x00000049 // ESME_RINVSRCNPI
	RINVDSTTON         Status = 0x00000050 // ESME_RINVDSTTON
	RINVDSTNPI         Status = 0x00000051 // ESME_RINVDSTNPI
	RINVSYSTYP         Status = 0x00000053 // ESME_RINVSYSTYP
	RINVREPFLAG        Status = 0x00000054 // ESME_RINVREPFLAG
	RINVNUMMSGS        Status = 0x00000055 // ESME_RINVNUMMSGS
	RTHROTTLED         Status = 0x00000058 // ESME_RTHROTTLED
	RINVSCHED          Status = 0x00000061 // ESME_RINVSCHED
	RINVEXPIRY         Status = 0x00000062 // ESME_RINVEXPIRY
	RINVDFTMSGID       Status = 0x00000063 // ESME_RINVDFTMSGID
	RXTAPPN            Status = 0x00000064 // ESME_RX_T_APPN
	RXPAPPN            Status = 0x00000065 // ESME_RX_P_APPN
	RXRAPPN            Status = 0x00000066 // ESME_RX_R_APPN
	RQUERYFAIL         Status = 0x00000067 // ESME_RQUERYFAIL
	RINVTLVSTREAM      Status = 0x000000C0 // ESME_RINVTLVSTREAM
	RTLVNOTALLWD       Status = 0x000000C1 // ESME_RTLVNOTALLWD
	RINVTLVLEN         Status = 0x000000C2 // ESME_RINVTLVLEN
	RMISSINGTLV        Status = 0x000000C3 // ESME_RMISSINGTLV
	RINVTLVVAL         Status = 0x000000C4 // ESME_RINVTLVVAL
	RDELIVERYFAILURE   Status = 0x000000FE // ESME_RDELIVERYFAILURE
	RUNKNOWNERR        Status = 0x000000FF // ESME_RUNKNOWNERR
	RSERTYPUNAUTH      Status = 0x00000100 // ESME_RSERTYPUNAUTH
	RPROHIBITED        Status = 0x00000101 // ESME_RPROHIBITED
	RSERTYPUNAVAIL     Status = 0x00000102 // ESME_RSERTYPUNAVAIL
	RSERTYPDENIED      Status = 0x00000103 // ESME_RSERTYPDENIED
	RINVDCS            Status = 0x00000104 // ESME_RINVDCS
	RINVSRCADDRSUBUNIT Status = 0x00000105 // ESME_RINVSRCADDRSUBUNIT
	RINVDSTADDRSUBUNIT Status = 0x00000106 // ESME_RINVDSTADDRSUBUNIT
	RINVBCASTFREQINT   Status = 0x00000107 // ESME_RINVBCASTFREQINT
	RINVBCASTALIASNAME Status = 0x00000108 // ESME_RINVBCASTALIAS_NAME
	RINVBCASTAREAFMT   Status = 0x00000109 // ESME_RINVBCASTAREAFMT
	RINVNUMBCASTAREAS  Status = 0x0000010A // ESME_RINVNUMBCAST_AREAS
	RINVBCASTCNTTYPE   Status = 0x0000010B // ESME_RINVBCASTCNTTYPE
	RINVBCASTMSGCLASS  Status = 0x0000010C // ESME_RINVBCASTMSGCLASS
	RBCASTFAIL         Status = 0x0000010D // ESME_RBCASTFAIL
	RBCASTQUERYFAIL    Status = 0x0000010E // ESME_RBCASTQUERYFAIL
	RBCASTCANCELFAIL   Status = 0x0000010F // ESME_RBCASTCANCELFAIL
	RINVBCASTREP       Status = 0x00000110 // ESME_RINVBCAST_REP
	RINVBCASTSRVGRP    Status = 0x00000111 // ESME_RINVBCASTSRVGRP
	RINVBCASTCHANIND   Status = 0x00000112 // ESME_RINVBCASTCHANIND
	RADDCUSTFAIL       Status = 0x00000019 // ESME_RADDCUSTFAIL
	RDELCUSTFAIL       Status = 0x0000001A // ESME_RDELCUSTFAIL
	RMODCUSTFAIL       Status = 0x0000001B // ESME_RMODCUSTFAIL
	RENQCUSTFAIL       Status = 0x0000001C // ESME_RENQCUSTFAIL
	RINVCUSTID         Status = 0x0000001D // ESME_RINVCUSTID
	RINVCUSTNAME       Status = 0x0000001F // ESME_RINVCUSTNAME
	RINVCUSTADR        Status = 0x00000021 // ESME_RINVCUSTADR
	RINVADR            Status = 0x00000022 // ESME_RINVADR
	RCUSTEXIST         Status = 0x00000023 // ESME_RCUSTEXIST
	RCUSTNOTEXIST      Status = 0x00000024 // ESME_RCUSTNOTEXIST
	RADDDLFAIL         Status = 0x00000026 // ESME_RADDDLFAIL
	RMODDLFAIL         Status = 0x00000027 // ESME_RMODDLFAIL
	RDELDLFAIL         Status = 0x00000028 // ESME_RDELDLFAIL
	RVIEWDLFAIL        Status = 0x00000029 // ESME_RVIEWDLFAIL
	RLISTDLSFAIL       Status = 0x00000030 // ESME_RLISTDLSFAIL
	RPARAMRETFAIL      Status = 0x00000031 // ESME_RPARAMRETFAIL
	RINVPARAM          Status = 0x00000032 // ESME_RINVPARAM
	RINVDLMEMBDESC     Status = 0x00000035 // ESME_RINVDLMEMBDESC
	RINVDLMEMBTYP      Status = 0x00000038 // ESME_RINVDLMEMBTYP
	RINVDLMODOPT       Status = 0x00000039 // ESME_RINVDLMODOPT
	RPROVNOTALLWD      Status = 0x00000059 // ESME_RPROVNOTALLWD
)

var statusRows = []StatusInfo{
	{Name: "ESME_ROK", Code: ROK, Meaning: "Success: the request was accepted.", Cause: "Nothing is wrong.", Advice: "Nothing. For submit_sm this means \"accepted\", not \"delivered\".", Retry: RetryNone, Introduced: "3.3"},
	{Name: "ESME_RINVMSGLEN", Code: RINVMSGLEN, Meaning: "The message text is too long or too short.", Cause: "sm_length does not fit the text, or the text exceeds what the message centre takes in one PDU.", Advice: "Check sm_length; split the text into parts or use message_payload.", Retry: RetryPermanent, Introduced: "3.3"},
	{Name: "ESME_RINVCMDLEN", Code: RINVCMDLEN, Meaning: "The PDU length is wrong.", Cause: "command_length does not match the real size, is below 16, or is above what the peer accepts.", Advice: "Fix the encoder. After a bad length the byte stream cannot be trusted: close and reconnect.", Retry: RetryFixConfiguration, Introduced: "3.3"},
	{Name: "ESME_RINVCMDID", Code: RINVCMDID, Meaning: "The peer does not know this command.", Cause: "Command from a newer version, a vendor command, or bind_transceiver sent to a 3.3 peer.", Advice: "Do not send this command to this peer. For bind_transceiver: bind separately as transmitter and receiver.", Retry: RetryFixConfiguration, Introduced: "3.3"},
	{Name: "ESME_RINVBNDSTS", Code: RINVBNDSTS, Meaning: "This session cannot take that command right now.", Cause: "Sent before bind, submit on a receiver session, deliver on a transmitter session, or after unbind.", Advice: "Bind first, or use a session of the right type.", Retry: RetryReconnect, Introduced: "3.3"},
	{Name: "ESME_RALYBND", Code: RALYBND, Meaning: "This session (or this account) is already bound.", Cause: "Second bind on one connection, or the account reached its connection limit.", Advice: "Keep the existing session. If a stale session holds the slot, wait for it to time out, then reconnect.", Retry: RetryLater, Introduced: "3.3"},
	{Name: "ESME_RINVPRTFLG", Code: RINVPRTFLG, Meaning: "priority_flag has a value the peer does not accept.", Cause: "Value above the allowed range (0-1 in 3.3, 0-3 in 3.4, 0-4 in 5.0).", Advice: "Send 0.", Retry: RetryPermanent, Introduced: "3.3"},
	{Name: "ESME_RINVREGDLVFLG", Code: RINVREGDLVFLG, Meaning: "registered_delivery has a value the peer does not accept.", Cause: "Unsupported bits, for example intermediate notification or \"success only\".", Advice: "Use 0 or 1.", Retry: RetryPermanent, Introduced: "3.3"},
	{Name: "ESME_RSYSERR", Code: RSYSERR, Meaning: "The peer had an internal problem.", Cause: "Message centre fault, database outage, licence limit or maintenance.", Advice: "Retry with a growing delay; raise an alarm if it continues.", Retry: RetryLater, Introduced: "3.3"},
	{Name: "ESME_RINVSRCADR", Code: RINVSRCADR, Meaning: "The sender address is not accepted.", Cause: "Wrong length or characters, sender name not registered, or not allowed for this account.", Advice: "Correct or register the sender address; check its TON/NPI.", Retry: RetryPermanent, Introduced: "3.3"},
	{Name: "ESME_RINVDSTADR", Code: RINVDSTADR, Meaning: "The recipient address is not accepted.", Cause: "Empty, too long, bad characters, or no route to that number.", Advice: "Correct the number (usually international format without plus sign).", Retry: RetryPermanent, Introduced: "3.3"},
	{Name: "ESME_RINVMSGID", Code: RINVMSGID, Meaning: "The message id is unknown or malformed.", Cause: "Wrong id, id already purged, or hex/decimal mix-up.", Advice: "Check the id exactly as returned in submit_sm_resp; stop querying old ids.", Retry: RetryPermanent, Introduced: "3.3"},
	{Name: "ESME_RBINDFAIL", Code: RBINDFAIL, Meaning: "The bind was refused.", Cause: "Wrong system_id, password or system_type, IP address not allowed, or too many connections.", Advice: "Check the credentials and allowed IP list. Retry slowly; rapid retries may lock the account.", Retry: RetryFixConfiguration, Introduced: "3.4"},
	{Name: "ESME_RINVPASWD", Code: RINVPASWD, Meaning: "The password is not acceptable.", Cause: "Wrong password, or longer than 8 characters.", Advice: "Correct the password. Do not hammer.", Retry: RetryFixConfiguration, Introduced: "3.3"},
	{Name: "ESME_RINVSYSID", Code: RINVSYSID, Alias: "3.3: ESME_RINVSYSIDSRV", Meaning: "The system_id is not acceptable.", Cause: "Unknown account, or longer than 15 characters.", Advice: "Correct the system_id.", Retry: RetryFixConfiguration, Introduced: "3.3"},
	{Name: "ESME_RCANCELFAIL", Code: RCANCELFAIL, Alias: "3.3: ESME_RCNTCANMSG", Meaning: "Cancelling failed.", Cause: "Message already delivered, expired or never stored.", Advice: "Query the state; treat the message as final.", Retry: RetryPermanent, Introduced: "3.3"},
	{Name: "ESME_RREPLACEFAIL", Code: RREPLACEFAIL, Alias: "3.3: ESME_RCNTREPMSG", Meaning: "Replacing failed.", Cause: "Message already delivered or in delivery, or the source address differs.", Advice: "Submit a new message instead.", Retry: RetryPermanent, Introduced: "3.3"},
	{Name: "ESME_RMSGQFUL", Code: RMSGQFUL, Meaning: "The queue is full.", Cause: "Too many messages waiting for this recipient, this account or the whole message centre.", Advice: "Wait and send again with a growing delay; reduce the rate.", Retry: RetryLater, Introduced: "3.3"},
	{Name: "ESME_RINVSERTYP", Code: RINVSERTYP, Alias: "3.3: ESME_RSERNOTSUP", Meaning: "service_type is not accepted.", Cause: "Unknown value or too long (5 characters at most).", Advice: "Leave it empty or ask the provider which value to use.", Retry: RetryFixConfiguration, Introduced: "3.3"},
	{Name: "ESME_RINVNUMDESTS", Code: RINVNUMDESTS, Meaning: "number_of_dests is not accepted.", Cause: "Zero or above the limit of the peer.", Advice: "Send fewer recipients per request.", Retry: RetryPermanent, Introduced: "3.3"},
	{Name: "ESME_RINVDLNAME", Code: RINVDLNAME, Alias: "3.3 near-equivalent: ESME_RINVDISTNAMELEN", Meaning: "The distribution list is unknown.", Cause: "Wrong or missing list name.", Advice: "Correct the list name.", Retry: RetryPermanent, Introduced: "3.4"},
	{Name: "ESME_RINVDESTFLAG", Code: RINVDESTFLAG, Meaning: "dest_flag is not 1 or 2.", Cause: "Encoder fault.", Advice: "Fix the encoder.", Retry: RetryPermanent, Introduced: "3.3"},
	{Name: "ESME_RINVSUBREP", Code: RINVSUBREP, Meaning: "Submit-with-replace is not possible here.", Cause: "replace_if_present_flag is set but not supported for this PDU or account.", Advice: "Send 0 in replace_if_present_flag.", Retry: RetryPermanent, Introduced: "3.3"},
	{Name: "ESME_RINVESMCLASS", Code: RINVESMCLASS, Meaning: "esm_class is not accepted.", Cause: "Unsupported mode or type, or UDHI set without a valid header.", Advice: "Use 0x00, or 0x40 when a user data header is present.", Retry: RetryPermanent, Introduced: "3.3"},
	{Name: "ESME_RCNTSUBDL", Code: RCNTSUBDL, Meaning: "Sending to distribution lists is not possible.", Cause: "Lists unsupported or not allowed for the account.", Advice: "Send to single numbers.", Retry: RetryPermanent, Introduced: "3.3"},
	{Name: "ESME_RSUBMITFAIL", Code: RSUBMITFAIL, Meaning: "The submission failed for an unspecified reason.", Cause: "Content or routing rejection, no credit, blocked recipient, or a temporary fault - the code does not say.", Advice: "Read additional_status_info_text or provider codes; retry at most a few times, slowly.", Retry: RetryPermanent, Introduced: "3.4"},
	{Name: "ESME_RINVSRCTON", Code: RINVSRCTON, Meaning: "The sender TON is not accepted.", Cause: "TON does not match the address (for example alphanumeric text with TON 1).", Advice: "Use 5 for alphanumeric, 1 for international, 3 for short codes.", Retry: RetryFixConfiguration, Introduced: "3.3"},
	{Name: "ESME_RINVSRCNPI", Code: RINVSRCNPI, Meaning: "The sender NPI is not accepted.", Cause: "NPI does not match the address.", Advice: "Use 1 for phone numbers, 0 for alphanumeric or short codes.", Retry: RetryFixConfiguration, Introduced: "3.3"},
	{Name: "ESME_RINVDSTTON", Code: RINVDSTTON, Meaning: "The recipient TON is not accepted.", Cause: "TON does not match the number format.", Advice: "Use 1 with international format.", Retry: RetryFixConfiguration, Introduced: "3.3"},
	{Name: "ESME_RINVDSTNPI", Code: RINVDSTNPI, Meaning: "The recipient NPI is not accepted.", Cause: "NPI does not match.", Advice: "Use 1.", Retry: RetryFixConfiguration, Introduced: "3.3"},
	{Name: "ESME_RINVSYSTYP", Code: RINVSYSTYP, Meaning: "system_type is not accepted.", Cause: "Wrong value, too long (12 characters at most) or illegal characters.", Advice: "Leave it empty or ask the provider.", Retry: RetryFixConfiguration, Introduced: "3.3"},
	{Name: "ESME_RINVREPFLAG", Code: RINVREPFLAG, Meaning: "replace_if_present_flag is not 0 or 1.", Cause: "Encoder fault or unsupported value.", Advice: "Send 0.", Retry: RetryPermanent, Introduced: "3.3"},
	{Name: "ESME_RINVNUMMSGS", Code: RINVNUMMSGS, Meaning: "The number of messages is not accepted.", Cause: "In 3.3: num_messages of query_last_msgs is 0 or too large. Later versions keep the code without a use.", Advice: "Ask for 1 to 100 messages.", Retry: RetryPermanent, Introduced: "3.3"},
	{Name: "ESME_RTHROTTLED", Code: RTHROTTLED, Alias: "3.3: ESME_RTHROTTLEXCD", Meaning: "You are sending too fast.", Cause: "The agreed rate per second was exceeded.", Advice: "Pause (about 1 s), lower the rate, then resend the same message.", Retry: RetryThrottle, Introduced: "3.3"},
	{Name: "ESME_RINVSCHED", Code: RINVSCHED, Meaning: "The scheduled delivery time is not accepted.", Cause: "Bad format, in the past, or too far in the future.", Advice: "Check the 16-character time; leave empty for immediate delivery.", Retry: RetryPermanent, Introduced: "3.3"},
	{Name: "ESME_RINVEXPIRY", Code: RINVEXPIRY, Meaning: "The validity period is not accepted.", Cause: "Bad format, before the schedule time, or beyond the limit.", Advice: "Check the time; leave empty for the default.", Retry: RetryPermanent, Introduced: "3.3"},
	{Name: "ESME_RINVDFTMSGID", Code: RINVDFTMSGID, Meaning: "The predefined message does not exist.", Cause: "sm_default_msg_id out of range or not configured on the message centre.", Advice: "Send 0 and supply the text.", Retry: RetryPermanent, Introduced: "3.4"},
	{Name: "ESME_RX_T_APPN", Code: RXTAPPN, Meaning: "The receiving application cannot take the message now.", Cause: "Temporary fault in the ESME (database down, queue full).", Advice: "Message centre: try again later. As ESME: answer this when storing the message failed.", Retry: RetryLater, Introduced: "3.4"},
	{Name: "ESME_RX_P_APPN", Code: RXPAPPN, Meaning: "The receiving application refuses this destination for good.", Cause: "The destination address is permanently unusable at the ESME.", Advice: "Message centre: drop this and every other queued message for that destination. As ESME: use only when you mean that.", Retry: RetryPermanent, Introduced: "3.4"},
	{Name: "ESME_RX_R_APPN", Code: RXRAPPN, Meaning: "The receiving application refuses this one message.", Cause: "Content rejected by the ESME.", Advice: "Message centre: drop this message only, do not retry.", Retry: RetryPermanent, Introduced: "3.4"},
	{Name: "ESME_RQUERYFAIL", Code: RQUERYFAIL, Meaning: "The query failed.", Cause: "Query unsupported, not allowed, or message unknown.", Advice: "Rely on delivery receipts; do not poll in a loop.", Retry: RetryPermanent, Introduced: "3.4"},
	{Name: "ESME_RINVTLVSTREAM", Code: RINVTLVSTREAM, Alias: "3.4: ESME_RINVOPTPARSTREAM", Meaning: "The optional part of the PDU cannot be parsed.", Cause: "One to three stray bytes at the end, or a TLV longer than the remaining bytes.", Advice: "Fix the encoder.", Retry: RetryPermanent, Introduced: "3.4"},
	{Name: "ESME_RTLVNOTALLWD", Code: RTLVNOTALLWD, Alias: "3.4: ESME_ROPTPARNOTALLWD", Meaning: "A TLV is not allowed here.", Cause: "TLV unknown to this PDU or blocked by the operator.", Advice: "Remove the TLV.", Retry: RetryPermanent, Introduced: "3.4"},
	{Name: "ESME_RINVTLVLEN", Code: RINVTLVLEN, Alias: "3.4: ESME_RINVPARLEN", Meaning: "A TLV has the wrong length.", Cause: "Encoder fault.", Advice: "Fix the TLV length.", Retry: RetryPermanent, Introduced: "3.4"},
	{Name: "ESME_RMISSINGTLV", Code: RMISSINGTLV, Alias: "3.4: ESME_RMISSINGOPTPARAM", Meaning: "A required TLV is missing.", Cause: "For example data_sm without message_payload, or broadcast_sm without one of its four mandatory TLVs.", Advice: "Add the TLV.", Retry: RetryPermanent, Introduced: "3.4"},
	{Name: "ESME_RINVTLVVAL", Code: RINVTLVVAL, Alias: "3.4: ESME_RINVOPTPARAMVAL", Meaning: "A TLV has an unusable value.", Cause: "Value outside the allowed range.", Advice: "Correct the value.", Retry: RetryPermanent, Introduced: "3.4"},
	{Name: "ESME_RDELIVERYFAILURE", Code: RDELIVERYFAILURE, Meaning: "Delivery failed (transaction mode).", Cause: "The recipient could not be reached; details may be in delivery_failure_reason and network_error_code.", Advice: "Decide by delivery_failure_reason: 3 means temporary, 0 means unreachable now, 1 and 2 are final.", Retry: RetryLater, Introduced: "3.4"},
	{Name: "ESME_RUNKNOWNERR", Code: RUNKNOWNERR, Meaning: "Something failed and the peer does not say what.", Cause: "Any unexpected fault.", Advice: "Retry a limited number of times with a delay, then give up and log it.", Retry: RetryLater, Introduced: "3.3"},
	{Name: "ESME_RSERTYPUNAUTH", Code: RSERTYPUNAUTH, Meaning: "Your account may not use this service_type.", Cause: "Not provisioned.", Advice: "Ask the provider or use another service_type.", Retry: RetryFixConfiguration, Introduced: "5.0"},
	{Name: "ESME_RPROHIBITED", Code: RPROHIBITED, Meaning: "Your account may not use this operation.", Cause: "Not provisioned.", Advice: "Ask the provider to enable it; do not send it.", Retry: RetryFixConfiguration, Introduced: "5.0"},
	{Name: "ESME_RSERTYPUNAVAIL", Code: RSERTYPUNAVAIL, Meaning: "The service behind this service_type is down.", Cause: "Outage in the message centre.", Advice: "Retry later.", Retry: RetryLater, Introduced: "5.0"},
	{Name: "ESME_RSERTYPDENIED", Code: RSERTYPDENIED, Meaning: "This content is not allowed for this service_type.", Cause: "Content does not fit the chosen service.", Advice: "Change the content or the service_type.", Retry: RetryPermanent, Introduced: "5.0"},
	{Name: "ESME_RINVDCS", Code: RINVDCS, Meaning: "data_coding is not accepted.", Cause: "Unsupported alphabet.", Advice: "Use 0 (default), 3 (Latin-1) or 8 (UCS-2) as the provider supports.", Retry: RetryPermanent, Introduced: "5.0"},
	{Name: "ESME_RINVSRCADDRSUBUNIT", Code: RINVSRCADDRSUBUNIT, Meaning: "source_addr_subunit is not accepted.", Cause: "Reserved or unsupported value.", Advice: "Remove the TLV.", Retry: RetryPermanent, Introduced: "5.0"},
	{Name: "ESME_RINVDSTADDRSUBUNIT", Code: RINVDSTADDRSUBUNIT, Meaning: "dest_addr_subunit is not accepted.", Cause: "Reserved or unsupported value.", Advice: "Remove the TLV.", Retry: RetryPermanent, Introduced: "5.0"},
	{Name: "ESME_RINVBCASTFREQINT", Code: RINVBCASTFREQINT, Meaning: "The broadcast repeat interval is not accepted.", Cause: "Bad unit or value.", Advice: "Correct broadcast_frequency_interval.", Retry: RetryPermanent, Introduced: "5.0"},
	{Name: "ESME_RINVBCASTALIAS_NAME", Code: RINVBCASTALIASNAME, Meaning: "The broadcast area name is not accepted.", Cause: "Unknown alias, bad length or characters.", Advice: "Correct the alias in broadcast_area_identifier.", Retry: RetryPermanent, Introduced: "5.0"},
	{Name: "ESME_RINVBCASTAREAFMT", Code: RINVBCASTAREAFMT, Meaning: "The broadcast area format is not accepted.", Cause: "First octet not 0, 1 or 2, or unsupported shape.", Advice: "Use a supported format.", Retry: RetryPermanent, Introduced: "5.0"},
	{Name: "ESME_RINVNUMBCAST_AREAS", Code: RINVNUMBCASTAREAS, Meaning: "The number of broadcast areas is not accepted.", Cause: "None or too many.", Advice: "Change the number of areas.", Retry: RetryPermanent, Introduced: "5.0"},
	{Name: "ESME_RINVBCASTCNTTYPE", Code: RINVBCASTCNTTYPE, Meaning: "The broadcast content type is not accepted.", Cause: "Reserved or unsupported value.", Advice: "Correct broadcast_content_type.", Retry: RetryPermanent, Introduced: "5.0"},
	{Name: "ESME_RINVBCASTMSGCLASS", Code: RINVBCASTMSGCLASS, Meaning: "The broadcast message class is not accepted.", Cause: "Value above 3.", Advice: "Correct broadcast_message_class.", Retry: RetryPermanent, Introduced: "5.0"},
	{Name: "ESME_RBCASTFAIL", Code: RBCASTFAIL, Meaning: "The broadcast failed.", Cause: "Unspecified.", Advice: "Check broadcast_error_status; retry a few times at most.", Retry: RetryLater, Introduced: "5.0"},
	{Name: "ESME_RBCASTQUERYFAIL", Code: RBCASTQUERYFAIL, Meaning: "The broadcast query failed.", Cause: "Unknown message or unsupported.", Advice: "Check the id.", Retry: RetryPermanent, Introduced: "5.0"},
	{Name: "ESME_RBCASTCANCELFAIL", Code: RBCASTCANCELFAIL, Meaning: "Cancelling the broadcast failed.", Cause: "Already finished or unknown.", Advice: "Query the state.", Retry: RetryPermanent, Introduced: "5.0"},
	{Name: "ESME_RINVBCAST_REP", Code: RINVBCASTREP, Meaning: "The number of repeats is not accepted.", Cause: "Out of range.", Advice: "Correct broadcast_rep_num.", Retry: RetryPermanent, Introduced: "5.0"},
	{Name: "ESME_RINVBCASTSRVGRP", Code: RINVBCASTSRVGRP, Meaning: "The broadcast service group is not accepted.", Cause: "Unknown group.", Advice: "Correct broadcast_service_group.", Retry: RetryPermanent, Introduced: "5.0"},
	{Name: "ESME_RINVBCASTCHANIND", Code: RINVBCASTCHANIND, Meaning: "The broadcast channel is not accepted.", Cause: "Value above 1 or unsupported.", Advice: "Use 0.", Retry: RetryPermanent, Introduced: "5.0"},
	{Name: "ESME_RADDCUSTFAIL", Code: RADDCUSTFAIL, Meaning: "Old provisioning error: adding a customer failed.", Cause: "Very old peer.", Advice: "Treat as permanent.", Retry: RetryPermanent, Introduced: "legacy"},
	{Name: "ESME_RDELCUSTFAIL", Code: RDELCUSTFAIL, Meaning: "Old provisioning error: deleting a customer failed.", Cause: "Very old peer.", Advice: "Treat as permanent.", Retry: RetryPermanent, Introduced: "legacy"},
	{Name: "ESME_RMODCUSTFAIL", Code: RMODCUSTFAIL, Meaning: "Old provisioning error: changing a customer failed.", Cause: "Very old peer.", Advice: "Treat as permanent.", Retry: RetryPermanent, Introduced: "legacy"},
	{Name: "ESME_RENQCUSTFAIL", Code: RENQCUSTFAIL, Meaning: "Old provisioning error: looking up a customer failed.", Cause: "Very old peer.", Advice: "Treat as permanent.", Retry: RetryPermanent, Introduced: "legacy"},
	{Name: "ESME_RINVCUSTID", Code: RINVCUSTID, Meaning: "Old provisioning error: customer id invalid.", Cause: "Very old peer.", Advice: "Treat as permanent.", Retry: RetryPermanent, Introduced: "legacy"},
	{Name: "ESME_RINVCUSTNAME", Code: RINVCUSTNAME, Meaning: "Old provisioning error: customer name invalid.", Cause: "Very old peer.", Advice: "Treat as permanent.", Retry: RetryPermanent, Introduced: "legacy"},
	{Name: "ESME_RINVCUSTADR", Code: RINVCUSTADR, Meaning: "Old provisioning error: customer address invalid.", Cause: "Very old peer.", Advice: "Treat as permanent.", Retry: RetryPermanent, Introduced: "legacy"},
	{Name: "ESME_RINVADR", Code: RINVADR, Meaning: "Old provisioning error: address invalid.", Cause: "Very old peer.", Advice: "Treat as permanent.", Retry: RetryPermanent, Introduced: "legacy"},
	{Name: "ESME_RCUSTEXIST", Code: RCUSTEXIST, Meaning: "Old provisioning error: customer already exists.", Cause: "Very old peer.", Advice: "Treat as permanent.", Retry: RetryPermanent, Introduced: "legacy"},
	{Name: "ESME_RCUSTNOTEXIST", Code: RCUSTNOTEXIST, Meaning: "Old provisioning error: customer does not exist.", Cause: "Very old peer.", Advice: "Treat as permanent.", Retry: RetryPermanent, Introduced: "legacy"},
	{Name: "ESME_RADDDLFAIL", Code: RADDDLFAIL, Meaning: "Old provisioning error: adding a list failed.", Cause: "Very old peer.", Advice: "Treat as permanent.", Retry: RetryPermanent, Introduced: "legacy"},
	{Name: "ESME_RMODDLFAIL", Code: RMODDLFAIL, Meaning: "Old provisioning error: changing a list failed.", Cause: "Very old peer.", Advice: "Treat as permanent.", Retry: RetryPermanent, Introduced: "legacy"},
	{Name: "ESME_RDELDLFAIL", Code: RDELDLFAIL, Meaning: "Old provisioning error: deleting a list failed.", Cause: "Very old peer.", Advice: "Treat as permanent.", Retry: RetryPermanent, Introduced: "legacy"},
	{Name: "ESME_RVIEWDLFAIL", Code: RVIEWDLFAIL, Meaning: "Old provisioning error: viewing a list failed.", Cause: "Very old peer.", Advice: "Treat as permanent.", Retry: RetryPermanent, Introduced: "legacy"},
	{Name: "ESME_RLISTDLSFAIL", Code: RLISTDLSFAIL, Meaning: "Old provisioning error: listing lists failed.", Cause: "Very old peer.", Advice: "Treat as permanent.", Retry: RetryPermanent, Introduced: "legacy"},
	{Name: "ESME_RPARAMRETFAIL", Code: RPARAMRETFAIL, Meaning: "Old provisioning error: param_retrieve failed.", Cause: "Very old peer.", Advice: "Treat as permanent.", Retry: RetryPermanent, Introduced: "legacy"},
	{Name: "ESME_RINVPARAM", Code: RINVPARAM, Meaning: "Old provisioning error: parameter name invalid.", Cause: "Very old peer.", Advice: "Treat as permanent.", Retry: RetryPermanent, Introduced: "legacy"},
	{Name: "ESME_RINVDLMEMBDESC", Code: RINVDLMEMBDESC, Meaning: "Old provisioning error: list member description invalid.", Cause: "Very old peer.", Advice: "Treat as permanent.", Retry: RetryPermanent, Introduced: "legacy"},
	{Name: "ESME_RINVDLMEMBTYP", Code: RINVDLMEMBTYP, Meaning: "Old provisioning error: list member type invalid.", Cause: "Very old peer.", Advice: "Treat as permanent.", Retry: RetryPermanent, Introduced: "legacy"},
	{Name: "ESME_RINVDLMODOPT", Code: RINVDLMODOPT, Meaning: "Old provisioning error: list change option invalid.", Cause: "Very old peer.", Advice: "Treat as permanent.", Retry: RetryPermanent, Introduced: "legacy"},
	{Name: "ESME_RPROVNOTALLWD", Code: RPROVNOTALLWD, Meaning: "Old provisioning error: provisioning not allowed.", Cause: "Very old peer.", Advice: "Treat as permanent.", Retry: RetryPermanent, Introduced: "legacy"},

	// Ranges.
	{Code: 0x00000113, Last: 0x000003FF, Name: "(reserved for extension)", Introduced: "3.4", Meaning: "An error that no SMPP version defines.", Cause: "Newer or non-standard peer.", Advice: "Ask the provider what this code means.", Retry: RetryPermanent, Note: "3.4 sets 0x100-0x3FF aside for extension; 5.0 uses 0x100-0x112."},
	{Code: 0x00000400, Last: 0x000004FF, Name: "(vendor specific)", Introduced: "3.4", Meaning: "An error of this message centre's own.", Cause: "See the provider document.", Advice: "Look the code up in the provider's documents.", Retry: RetryPermanent},
	{Code: 0x00000500, Last: 0xFFFFFFFF, Name: "(reserved)", Introduced: "3.4", Meaning: "An error that no SMPP version defines.", Cause: "Non-standard peer. Many providers place private codes here anyway.", Advice: "Ask the provider what this code means.", Retry: RetryPermanent},
	{Code: 0x00000080, Last: 0x0000009F, Name: "(legacy paging block)", Introduced: "legacy", Meaning: "Old paging-service errors.", Cause: "Very old peer.", Advice: "Treat as permanent.", Retry: RetryPermanent, Note: "Reserved in 3.4 and 5.0; seen only from very old software."},

	// Names that 3.3 gives without numbers.
	{NameOnly: true, Name: "ESME_RINVPAR", Introduced: "3.3", Meaning: "A parameter is invalid.", Cause: "Old peer.", Advice: "Check all fields.", Retry: RetryPermanent, Note: "3.3 names it without a number; later versions dropped it."},
	{NameOnly: true, Name: "ESME_RINVPASWDLEN", Introduced: "3.3", Meaning: "The password has the wrong length.", Cause: "Old peer.", Advice: "Use at most 8 characters.", Retry: RetryFixConfiguration, Note: "3.3 names it without a number; later versions dropped it."},
	{NameOnly: true, Name: "ESME_RINVDATFMT", Introduced: "3.3", Meaning: "A date has the wrong format.", Cause: "Old peer.", Advice: "Check the time fields.", Retry: RetryPermanent, Note: "3.3 names it without a number; later versions dropped it."},
	{NameOnly: true, Name: "ESME_RINVREPADDR", Introduced: "3.3", Meaning: "The address does not match the message to replace.", Cause: "Old peer.", Advice: "Use the original source address.", Retry: RetryPermanent, Note: "3.3 names it without a number; later versions dropped it."},
	{NameOnly: true, Name: "ESME_RINVADRLEN", Introduced: "3.3", Meaning: "An address has the wrong length.", Cause: "Old peer.", Advice: "Use at most 20 characters.", Retry: RetryPermanent, Note: "3.3 names it without a number; later versions dropped it."},
	{NameOnly: true, Name: "ESME_RCNTSUBMULRECP", Introduced: "3.3", Meaning: "Sending to several recipients is not possible.", Cause: "Old peer.", Advice: "Send one by one.", Retry: RetryPermanent, Note: "3.3 names it without a number; later versions dropped it."},
	{NameOnly: true, Name: "ESME_RCNTRETRPARAM", Introduced: "3.3", Meaning: "A parameter could not be read.", Cause: "Old peer.", Advice: "Check param_name.", Retry: RetryPermanent, Note: "3.3 names it without a number; later versions dropped it."},
	{NameOnly: true, Name: "ESME_EINVPARAMLEN", Introduced: "3.3", Meaning: "A parameter name has the wrong length.", Cause: "Old peer.", Advice: "Use at most 31 characters.", Retry: RetryPermanent, Note: "3.3 names it without a number; later versions dropped it."},
	{NameOnly: true, Name: "ESME_RINVDISTNAMELEN", Introduced: "3.3", Meaning: "A list name has the wrong length.", Cause: "Old peer.", Advice: "Use at most 20 characters.", Retry: RetryPermanent, Note: "3.3 names it without a number; later versions dropped it."},
	{NameOnly: true, Name: "ESME_RINVSRCADDRLEN", Introduced: "3.3", Meaning: "The source address has the wrong length.", Cause: "Old peer.", Advice: "Use at most 20 characters.", Retry: RetryPermanent, Note: "3.3 names it without a number; later versions dropped it."},
	{NameOnly: true, Name: "ESME_RINVDSTADDRLEN", Introduced: "3.3", Meaning: "The destination address has the wrong length.", Cause: "Old peer.", Advice: "Use at most 20 characters.", Retry: RetryPermanent, Note: "3.3 names it without a number; later versions dropped it."},
	{NameOnly: true, Name: "ESME_RINVESMTYPE", Introduced: "3.3", Meaning: "The ESME type is not accepted.", Cause: "Old peer.", Advice: "Check system_type and esm_class.", Retry: RetryFixConfiguration, Note: "3.3 names it without a number; later versions dropped it."},
	{NameOnly: true, Name: "ESME_RINVTEXTLEN", Introduced: "3.3", Meaning: "The text has the wrong length.", Cause: "Old peer.", Advice: "Use at most 160 octets.", Retry: RetryPermanent, Note: "3.3 names it without a number; later versions dropped it."},
	{NameOnly: true, Name: "ESME_RLIMITEXCEED", Introduced: "3.3", Meaning: "The session reached its transaction limit.", Cause: "Old peer.", Advice: "Slow down or reconnect later.", Retry: RetryThrottle, Note: "3.3 names it without a number; later versions dropped it."},
	{NameOnly: true, Name: "ESME_RTXNOTALLOWD", Introduced: "3.3", Meaning: "The transaction is not allowed.", Cause: "Old peer.", Advice: "Ask the provider.", Retry: RetryFixConfiguration, Note: "3.3 names it without a number; later versions dropped it."},
	{NameOnly: true, Name: "ESME_RTXEXCEED", Introduced: "3.3", Meaning: "The limit for this command was reached.", Cause: "Old peer.", Advice: "Slow down.", Retry: RetryThrottle, Note: "3.3 names it without a number; later versions dropped it."},
}
