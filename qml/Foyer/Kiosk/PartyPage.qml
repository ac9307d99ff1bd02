pragma ComponentBehavior: Bound
import QtQuick
import Foyer.Kiosk
import Foyer.ViewModels

/*! Who comes along: a number for each ticket type, and whether a wheelchair space is needed. */
KioskPage {
    id: root

    readonly property PartyModel party: kiosk.party
    readonly property int room: party.most - party.total

    objectName: "kiosk.partyPage"
    title: qsTr("Who is coming along?")
    subtitle: qsTr("%1 · %2").arg(kiosk.movie).arg(kiosk.showText)
    primaryText: party.total === 0 ? qsTr("How many are you?")
                                   : qsTr("Choose seats (%1)").arg(party.total)
    primaryIcon: party.total === 0 ? "" : "seat"
    primaryEnabled: party.total > 0
    onPrimaryClicked: kiosk.next()

    KioskFlick {
        id: flick
        anchors.fill: parent
        contentHeight: list.height
        Flow {
            id: list
            readonly property real each: root.wide ? (width - spacing) / 2 : width
            width: flick.width
            spacing: KioskLook.gapSmall

            Repeater {
                model: root.party
                PartyLine {
                    required property int index
                    required property string name
                    required property string priceText
                    required property int count

                    objectName: "kiosk.type" + index
                    width: list.each
                    title: name
                    detail: priceText
                    value: count
                    to: count + root.room
                    onModified: (next) => root.party.setCount(index, next)
                }
            }
            PartyLine {
                objectName: "kiosk.wheelchairs"
                width: list.each
                title: qsTr("Wheelchair spaces")
                detail: root.party.total === 0 || root.party.mostWheelchairs > 0
                    ? qsTr("If you come in a wheelchair: how many of you? Who comes with you sits "
                           + "beside you.")
                    : qsTr("None is left here for this showtime. Please ask at the counter.")
                iconName: "wheelchair"
                value: root.party.wheelchairs
                to: root.party.mostWheelchairs
                onModified: (next) => root.party.wheelchairs = next
            }
        }
    }
}
