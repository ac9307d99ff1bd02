import QtQuick
import Foyer.Theme
import Foyer.Controls

/*! A fact about the house (online, 3 waiting, printer out of paper): icon and words, then colour. */
Rectangle {
    id: root

    enum Tone { Neutral, Good, Caution, Bad, Info }

    required property string text
    property string iconName: ""
    property int tone: StatusPill.Neutral
    property bool compact: false

    readonly property color ink: [Theme.textMuted, Theme.success, Theme.warning, Theme.danger,
                                  Theme.info][tone]

    objectName: "statusPill"
    implicitHeight: compact ? 26 : 32
    implicitWidth: line.implicitWidth + (compact ? 18 : 24)
    radius: height / 2
    color: root.tone === StatusPill.Neutral ? Theme.surfaceRaised : Qt.alpha(root.ink, 0.10)
    border.width: 1
    border.color: root.tone === StatusPill.Neutral ? Theme.outline : Qt.alpha(root.ink, 0.35)
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Row {
        id: line
        anchors.centerIn: parent
        spacing: 7
        Icon {
            name: root.iconName
            visible: root.iconName !== ""
            color: root.ink
            width: root.compact ? 14 : 16
            height: width
            anchors.verticalCenter: parent.verticalCenter
        }
        FText {
            text: root.text
            color: root.tone === StatusPill.Neutral ? Theme.text : root.ink
            font.pixelSize: Theme.fontCaption
            font.weight: Font.Medium
            anchors.verticalCenter: parent.verticalCenter
        }
    }
}
