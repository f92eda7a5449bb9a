namespace ForwardForward.Runtime;

/// <summary>Text that comes from a file, short enough to stand in a message.</summary>
internal static class Excerpt
{
    private const int Longest = 300;

    /// <summary>The text itself, or its beginning and its length.</summary>
    public static string Of(string text) =>
        text.Length <= Longest ? text : $"{text[..Longest]}… ({text.Length} characters)";

    /// <summary>What is wrong with a file, in the words of what read it. A cause that quotes at length is left out.</summary>
    public static InvalidDataException Explain(string what, Exception cause) =>
        new($"{what} {Of(cause.Message)}", cause.Message.Length <= Longest ? cause : null);
}
