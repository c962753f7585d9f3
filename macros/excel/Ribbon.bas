Attribute VB_Name = "XlplanRibbon"
Option Explicit

' What the ribbon calls, with the control as the argument: As Object, so that no type library is needed.
{% for button in buttons %}

Public Sub Ribbon{{ button.name }}(control As Object)
    XlplanButtons.{{ button.name }}
End Sub
{% endfor %}
