import QtQuick
import QtQuick.Templates as T
import Foyer.Theme
import Foyer.Controls

/*! A line of text with its label above it and, when something is wrong, the reason below. */
T.TextField {
    id: root

    property string label: ""
    property string error: ""
    property string iconName: ""

    implicitWidth: 280
    implicitHeight: topInset + Theme.touchTarget + bottomInset
    topInset: label === "" ? 0 : 24
    bottomInset: error === "" ? 0 : 22
    topPadding: topInset
    bottomPadding: bottomInset
    leftPadding: iconName === "" ? 14 : 44
    rightPadding: 14
    verticalAlignment: TextInput.AlignVCenter
    color: Theme.text
    placeholderTextColor: Theme.textMuted
    selectionColor: Theme.accent
    selectedTextColor: Theme.textOnAccent
    font.family: Theme.fontFamily
    font.pixelSize: Theme.fontBody
    Accessible.name: label !== "" ? label : placeholderText
    Accessible.description: error

    FText {
        visible: root.label !== ""
        text: root.label
        color: Theme.textMuted
        font.pixelSize: Theme.fontCaption
        font.weight: Font.Medium
    }
    FText {
        visible: root.text === "" && root.placeholderText !== ""
        x: root.leftPadding
        width: root.width - x - root.rightPadding
        y: root.topInset + (Theme.touchTarget - height) / 2
        text: root.placeholderText
        color: Theme.textMuted
    }
    Icon {
        visible: root.iconName !== ""
        name: root.iconName
        color: Theme.textMuted
        width: 20
        height: 20
        x: 14
        y: root.topInset + (Theme.touchTarget - height) / 2
    }
    Row {
        visible: root.error !== ""
        spacing: 6
        anchors.bottom: parent.bottom
        Icon { name: "error"; color: Theme.danger; width: 15; height: 15 }
        FText { text: root.error; color: Theme.danger; font.pixelSize: Theme.fontCaption }
    }

    background: Rectangle {
        radius: Theme.radius
        color: Theme.surfaceSunken
        border.width: root.activeFocus ? 2 : 1
        border.color: root.error !== "" ? Theme.danger
                    : root.activeFocus ? Theme.accent : Theme.outlineStrong
    }
}
