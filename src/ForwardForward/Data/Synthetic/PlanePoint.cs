using System.Runtime.InteropServices;

namespace ForwardForward.Data;

/// <summary>A point of a drawing: x to the right, y down. Shapes are drawn in the unit square and then carried to pixels.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PlanePoint(float X, float Y);
