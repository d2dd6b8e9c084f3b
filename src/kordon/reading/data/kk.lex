# placeholder opened below
[NONE]
кезекті; бірінші кезекте
