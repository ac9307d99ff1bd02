pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Controls
import Foyer.SeatMap
import Foyer.Kiosk

/*! What a customer need know of the map: free, yours, taken, the kinds there are, and the prices. */
Flow {
    id: root

    required property SeatMap map
    property var areas: []

    readonly property var looks: [["free", qsTr("Free")], ["selected", qsTr("Yours")],
                                  ["sold", qsTr("Taken")]]
    readonly property var kindWords: ({
        premium: qsTr("Premium"), sofa: qsTr("Sofa for two"), wheelchair: qsTr("Wheelchair space"),
        companion: qsTr("Companion"), restricted: qsTr("Restricted view")})

    objectName: "kiosk.legend"
    spacing: KioskLook.gap

    Repeater {
        model: root.looks
        KioskLegendEntry {
            required property var modelData
            colors: root.map.colors
            look: modelData[0]
            label: modelData[1]
        }
    }
    Repeater {
        model: root.map.kinds
        KioskLegendEntry {
            required property string modelData
            visible: label !== ""
            colors: root.map.colors
            kind: modelData
            label: root.kindWords[modelData] ?? ""
        }
    }
    Repeater {
        model: root.areas
        Row {
            id: area
            required property var modelData
            spacing: 10
            height: Math.round(KioskLook.icon * 1.2)
            Accessible.role: Accessible.StaticText
            Accessible.name: area.modelData.name + ", " + area.modelData.priceText
            Rectangle {
                width: KioskLook.icon
                height: KioskLook.icon / 2
                radius: 5
                anchors.verticalCenter: parent.verticalCenter
                color: Qt.alpha(area.modelData.color, 0.35)
                border.width: 2
                border.color: area.modelData.color
            }
            FText {
                text: qsTr("%1 · %2").arg(area.modelData.name).arg(area.modelData.priceText)
                font.pixelSize: KioskLook.caption
                anchors.verticalCenter: parent.verticalCenter
            }
        }
    }
}
