pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Controls
import Foyer.SeatMap

/*! What the shapes on a map mean: states, the kinds this plan has, its price areas. */
Flow {
    id: root

    required property SeatMap map
    property bool kindsShown: true
    property bool areasShown: true

    readonly property var lookWords: [
        ["free", qsTr("Free")], ["mine", qsTr("Ready here")], ["selected", qsTr("Selected")],
        ["held", qsTr("Held online")], ["allotted", qsTr("Other terminal")],
        ["sold", qsTr("Sold")], ["blocked", qsTr("Blocked")]]
    readonly property var kindWords: ({
        premium: qsTr("Premium"), sofa: qsTr("Sofa for two"), wheelchair: qsTr("Wheelchair space"),
        companion: qsTr("Companion"), restricted: qsTr("Restricted view")})

    objectName: "seatLegend"
    spacing: 18

    Repeater {
        model: root.lookWords
        LegendEntry {
            required property var modelData
            colors: root.map.colors
            look: modelData[0]
            label: modelData[1]
        }
    }
    Repeater {
        model: root.kindsShown ? root.map.kinds : []
        LegendEntry {
            required property string modelData
            visible: label !== ""
            colors: root.map.colors
            kind: modelData
            label: root.kindWords[modelData] ?? ""
        }
    }
    Repeater {
        model: root.areasShown && root.map.areas.length > 1 ? root.map.areas : []
        Row {
            id: area
            required property var modelData
            spacing: 8
            height: 28
            Rectangle {
                width: 22
                height: 14
                radius: 4
                anchors.verticalCenter: parent.verticalCenter
                color: Qt.alpha(area.modelData.color, 0.35)
                border.width: 1
                border.color: area.modelData.color
            }
            FText {
                text: area.modelData.name
                color: Theme.textMuted
                font.pixelSize: Theme.fontCaption
                anchors.verticalCenter: parent.verticalCenter
            }
        }
    }
}
