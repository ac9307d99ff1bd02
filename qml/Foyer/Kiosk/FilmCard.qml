pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Theme
import Foyer.Kiosk
import Foyer.ViewModels

/*! One film with all its times. */
Rectangle {
    id: root

    required property string title
    required property string facts
    required property TimesModel times
    property int tone: 0
    readonly property int columns: Math.max(2, Math.floor(flow.width / (KioskLook.primary * 2.5)))

    signal chosen(string showtime)

    implicitHeight: Math.max(poster.height, words.height) + 2 * KioskLook.gap
    radius: KioskLook.radius
    color: Theme.surface
    border.width: Theme.highContrast ? 2 : 1
    border.color: Theme.outline
    Accessible.role: Accessible.Grouping
    Accessible.name: facts === "" ? title : title + ", " + facts

    FilmPoster {
        id: poster
        x: KioskLook.gap
        y: KioskLook.gap
        width: Math.round(KioskLook.primary * 1.3)
        height: Math.round(width * 1.4)
        small: true
        title: root.title
        facts: ""
        tone: root.tone
        Accessible.ignored: true
    }
    Column {
        id: words
        anchors.left: poster.right
        anchors.leftMargin: KioskLook.gap
        anchors.right: parent.right
        anchors.rightMargin: KioskLook.gap
        y: KioskLook.gap
        spacing: KioskLook.gapSmall
        KioskText {
            width: parent.width
            text: root.title
            font.pixelSize: KioskLook.title
            font.weight: Font.DemiBold
            lineHeight: 1.05
        }
        KioskText {
            width: parent.width
            visible: root.facts !== ""
            text: root.facts
            color: Theme.textMuted
            font.pixelSize: KioskLook.caption
        }
        Flow {
            id: flow
            width: parent.width
            spacing: KioskLook.gapSmall
            Repeater {
                model: root.times
                TimeButton {
                    width: (flow.width - (root.columns - 1) * flow.spacing) / root.columns
                    onChosen: (showtime) => root.chosen(showtime)
                }
            }
        }
    }
}
