on press(pressNumber)
	do shell script quoted form of "{{ python }}" & " -P -m xlplan.addin press " & quoted form of pressNumber & " > /dev/null 2>&1 &"
	return ""
end press
