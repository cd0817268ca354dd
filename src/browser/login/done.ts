// Only a window that a script has opened closes; any other keeps its sentence.
window.close()
