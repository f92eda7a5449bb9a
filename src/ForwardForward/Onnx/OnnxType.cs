namespace ForwardForward;

/// <summary>The type of a value's numbers, by the number that a file has for it.</summary>
internal enum OnnxType
{
    Float32 = 1,
    Byte = 2,
    Int64 = 7,
}
