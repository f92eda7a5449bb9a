using System.Text.RegularExpressions;

namespace ForwardForward.Tests.Documents;

/// <summary>The sentences of prose in Markdown: of paragraphs, points of lists and cells of tables.</summary>
internal static partial class Sentences
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>
    /// Cuts prose into sentences. Code within a line becomes one word, a link its text, and the copy of a record is left out.
    /// </summary>
    public static IReadOnlyList<string> In(string prose)
    {
        prose = Comment().Replace(Record().Replace(prose, "\n"), "\n");
        prose = InlineCode().Replace(Link().Replace(prose, "${text}"), "Code");
        return
        [
            .. PassageEnd().Split(prose).SelectMany(passage => SentenceEnd().Split(passage))
                .Select(sentence => Space().Replace(sentence, " ").Trim()).Where(sentence => CountWords(sentence) > 0),
        ];
    }

    /// <summary>How many words a sentence has; signs that stand alone are none.</summary>
    public static int CountWords(string sentence) => sentence.Split(' ').Count(word => word.Any(char.IsLetterOrDigit));

    [GeneratedRegex("<!-- record: .*?<!-- end -->", Options | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Record();

    [GeneratedRegex("<!--.*?-->", Options | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"!?\[(?<text>[^\]]*)\]\([^)]*\)", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InlineCode();

    // A blank line, the beginning of a point or of a heading, the end of a heading, the edge of a cell.
    [GeneratedRegex(@"\n\s*\n|\n\s*([*-]|\d+\.)\s|\n(?=#)|(?<=(^|\n)#[^\n]*)\n|\|", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PassageEnd();

    [GeneratedRegex(
        @"(?<=[.!?:])[""*)]*\s+(?=[A-Z*""(\[0-9]|\.NET)|(?<=[.!?])[""*)]+\s+", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\s+", Options, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Space();
}
