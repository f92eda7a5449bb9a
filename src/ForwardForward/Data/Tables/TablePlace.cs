using System.Globalization;
using ForwardForward.Runtime;

namespace ForwardForward.Data;

/// <summary>Where a row stands: what messages call its file, and its line there; 0 for a row that is in no file.</summary>
internal readonly record struct TablePlace(string Source, int Line)
{
    public override string ToString() => Line == 0 ? Source : string.Create(CultureInfo.InvariantCulture, $"{Source}, line {Line}");

    public InvalidDataException Fault(string problem) => new($"{this}: {problem}");

    public InvalidDataException Fault(string column, string problem) => new($"{this}, column {Excerpt.Quote(column)}: {problem}");

    /// <summary>Throws for text that is damaged: a control character, or what a decoder makes of bytes that are no text.</summary>
    public void ExpectText(ReadOnlySpan<char> text, string column)
    {
        foreach (char letter in text)
        {
            if (letter == '\uFFFD')
                throw Fault(column, "there are bytes that are not UTF-8, nor UTF-16 behind a byte order mark. Save the file as UTF-8.");
            if (IsStray(letter))
                throw Fault(
                    column,
                    $"there is the control character U+{(int)letter:X4}. Take it out, or save the file as UTF-8 if it is written "
                        + "otherwise.");
        }
    }

    private static bool IsStray(char letter) => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t');
}
