namespace ForwardForward.Data;

/// <summary>How bright the eye finds red, green and blue: the weights of ITU-R BT.601, together 1.</summary>
internal static class Lightness
{
    public const float Red = 0.299f, Green = 0.587f, Blue = 0.114f;
}
