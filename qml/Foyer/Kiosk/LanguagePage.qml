pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Kiosk

/*! The first question, each answer in its own language. */
KioskPage {
    id: root

    objectName: "kiosk.languages"
    title: qsTr("Your language?")

    KioskFlick {
        anchors.fill: parent
        contentHeight: list.height
        Column {
            id: list
            width: root.width - 2 * KioskLook.margin
            spacing: KioskLook.gap
            Repeater {
                model: root.kiosk.languages
                KioskButton {
                    required property var modelData
                    objectName: "kiosk.language." + modelData.code
                    width: list.width
                    height: KioskLook.primary
                    text: modelData.name
                    onClicked: root.kiosk.chooseLanguage(modelData.code)
                }
            }
        }
    }
}
