using System.Text;

namespace ForwardForward.Runtime;

/// <summary>Text that comes from a file, short enough to stand in a message.</summary>
internal static class Excerpt
{
    private const int LongestName = 200;
    private const int LongestMessage = 1_000;

    /// <summary>A name or a setting, or its beginning and its length.</summary>
    public static string Of(string text) => Shorten(text, LongestName);

    /// <summary>A text from a file in quotes, short, on one line.</summary>
    public static string Quote(ReadOnlySpan<char> text)
    {
        StringBuilder shown = new();
        foreach (char letter in Of(text.ToString()))
            shown.Append(char.IsControl(letter) ? $"\\u{(int)letter:X4}" : $"{letter}");
        return $"'{shown}'";
    }

    /// <summary>What is wrong with a file, in the words of what read it. A cause that quotes at length is left out.</summary>
    public static InvalidDataException Explain(string what, Exception cause) =>
        new($"{what} {OfMessage(cause)}", cause.Message.Length <= LongestMessage ? cause : null);

    /// <summary>What an exception says, on one line.</summary>
    public static string OfMessage(Exception cause) => Shorten(cause.Message, LongestMessage).ReplaceLineEndings(" ");

    private static string Shorten(string text, int longest) =>
        text.Length <= longest ? text : $"{text[..longest]}… ({text.Length} characters)";
}
