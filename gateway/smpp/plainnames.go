package smpp

import "strings"

// plainName is what a field or a TLV is for, as somebody says it who does not know
// its name.
type plainName struct{ Name, Plain string }

// plainNames is the table of them: header, fields, parts of lists, TLVs.
var plainNames = []plainName{
	{"command_length", "Length of the PDU"},
	{"command_id", "What the PDU is"},
	{"command_status", "Result"},
	{"sequence_number", "Number that request and answer share"},

	{"addr_npi", "Numbering plan of the addresses served"},
	{"addr_ton", "Type of the addresses served"},
	{"address_range", "Addresses that the application serves"},
	{"data_coding", "Alphabet of the text"},
	{"dest_addr_npi", "Numbering plan of the recipient"},
	{"dest_addr_ton", "Type of the recipient's number"},
	{"dest_address", "Recipients"},
	{"destination_addr", "Recipient"},
	{"error_code", "Error of the network"},
	{"esm_class", "Kind of message"},
	{"esme_addr", "Application to be told"},
	{"esme_addr_npi", "Numbering plan of the application"},
	{"esme_addr_ton", "Type of the application's address"},
	{"final_date", "When it reached its end"},
	{"interface_version", "SMPP version"},
	{"message_id", "Id that the message centre gave"},
	{"message_state", "What became of the message"},
	{"message_status", "What became of the message"},
	{"msgid", "Id of a message"},
	{"num_messages", "Messages asked for"},
	{"param_name", "Name of the parameter"},
	{"param_value", "Value of the parameter"},
	{"password", "Password"},
	{"priority_flag", "Priority"},
	{"protocol_id", "How the phone treats it"},
	{"registered_delivery", "Ask for a delivery report"},
	{"replace_if_present_flag", "Replace an earlier message"},
	{"schedule_delivery_time", "When to deliver it"},
	{"service_type", "Service"},
	{"short_message", "Text"},
	{"sm_default_msg_id", "A text stored at the message centre"},
	{"sm_length", "Length of the text"},
	{"source_addr", "Sender"},
	{"source_addr_npi", "Numbering plan of the sender"},
	{"source_addr_ton", "Type of the sender"},
	{"system_id", "Name of who binds, or answers"},
	{"system_type", "Type of system"},
	{"unsuccess_sme", "Recipients that were refused"},
	{"validity_period", "How long it is worth trying"},

	{"dest_flag", "Number or distribution list"},
	{"dl_name", "Name of the distribution list"},
	{"error_status_code", "Why it was refused"},
	{"number_of_dests", "How many recipients"},
	{"no_unsuccess", "How many were refused"},
	{"number_msgs", "How many ids"},
	{"tag", "Which parameter"},
	{"length", "Length of the parameter"},
	{"value", "Value of the parameter"},

	{"dest_addr_subunit", "Part of the recipient's phone"},
	{"dest_network_type", "Network of the recipient"},
	{"dest_bearer_type", "Bearer to the recipient"},
	{"dest_telematics_id", "Device of the recipient"},
	{"source_addr_subunit", "Part of the sender's phone"},
	{"source_network_type", "Network of the sender"},
	{"source_bearer_type", "Bearer from the sender"},
	{"source_telematics_id", "Device of the sender"},
	{"qos_time_to_live", "Seconds that it is worth trying"},
	{"payload_type", "Type of the content"},
	{"additional_status_info_text", "Reason in words"},
	{"receipted_message_id", "Message that the receipt is for"},
	{"ms_msg_wait_facilities", "Waiting-message sign on the phone"},
	{"privacy_indicator", "How private it is"},
	{"source_subaddress", "Address behind the sender's number"},
	{"dest_subaddress", "Address behind the recipient's number"},
	{"user_message_reference", "Reference that the sender chose"},
	{"user_response_code", "Answer of the reader"},
	{"source_port", "Port of the sender"},
	{"destination_port", "Port of the recipient"},
	{"sar_msg_ref_num", "Reference that parts share"},
	{"language_indicator", "Language"},
	{"sar_total_segments", "How many parts"},
	{"sar_segment_seqnum", "Which part"},
	{"sc_interface_version", "SMPP version of the message centre"},
	{"callback_num_pres_ind", "How the call-back number is shown"},
	{"callback_num_atag", "Name beside the call-back number"},
	{"number_of_messages", "Messages that wait in the mailbox"},
	{"callback_num", "Call-back number"},
	{"dpf_result", "Whether a notice is pending"},
	{"set_dpf", "Notice when the phone is back"},
	{"ms_availability_status", "Whether the phone is there"},
	{"network_error_code", "Error of the network"},
	{"message_payload", "Text, of any length"},
	{"delivery_failure_reason", "Why it was not delivered"},
	{"more_messages_to_send", "More follow"},
	{"congestion_state", "Load of the peer, in percent"},
	{"ussd_service_op", "Step of a USSD dialogue"},
	{"broadcast_channel_indicator", "Broadcast channel"},
	{"broadcast_content_type", "Content of the broadcast"},
	{"broadcast_content_type_info", "More about its content"},
	{"broadcast_message_class", "Class of the broadcast"},
	{"broadcast_rep_num", "How often it is sent"},
	{"broadcast_frequency_interval", "Pause between two broadcasts"},
	{"broadcast_area_identifier", "Area of the broadcast"},
	{"broadcast_error_status", "Error in an area"},
	{"broadcast_area_success", "Success in an area, in percent"},
	{"broadcast_end_time", "When the broadcast ended"},
	{"broadcast_service_group", "For whom the broadcast is"},
	{"billing_identification", "For the bill"},
	{"source_network_id", "Network that sent it"},
	{"dest_network_id", "Network that it goes to"},
	{"source_node_id", "Node that sent it"},
	{"dest_node_id", "Node that it goes to"},
	{"dest_addr_np_resolution", "Whether portability was looked up"},
	{"dest_addr_np_information", "Result of the portability look-up"},
	{"dest_addr_np_country", "Country of the number"},
	{"display_time", "How long it stays on the display"},
	{"sms_signal", "Sound of the phone"},
	{"ms_validity", "When the phone may delete it"},
	{"alert_on_message_delivery", "Alert when it arrives"},
	{"its_reply_type", "How the reader can answer"},
	{"its_session_info", "Place in a dialogue"},
}

// PlainName says in plain words what a line of an explained PDU is, by its name,
// such as "dest_address[0].dest_addr_ton"; "" for what is in no table.
func PlainName(name string) string {
	name = name[strings.LastIndexByte(name, '.')+1:]
	if i := strings.IndexByte(name, '['); i > 0 {
		name = name[:i]
	}
	for i := range plainNames {
		if plainNames[i].Name == name {
			return plainNames[i].Plain
		}
	}
	return ""
}
