namespace ForwardForward.Tests.Documents;

public sealed class PlainLanguageTests
{
    /// <summary>The most words of a sentence, here and in the XML documentation.</summary>
    internal const int MostWords = 40;

    public static TheoryData<string> Pages =>
        new(Document.All.Select(document => document.Name)
            .Where(name => string.Equals(Path.GetDirectoryName(name), "docs", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Pages))]
    public void FirstParagraph_OfAPage_NamesItsReader(string name) =>
        Document.Find(name).Prose.Select(line => line.Text)
            .First(line => line.Length > 0 && line[0] is not '#' and not '<')
            .Should().StartWith("For ", "readers of {0} have to see at once whether it is for them", name);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Sentences_OfAPage_AreShort(string name) =>
        Sentences.In(string.Join('\n', Document.Find(name).Prose.Select(line => line.Text)))
            .Where(sentence => Sentences.CountWords(sentence) > MostWords)
            .Should().BeEmpty("a sentence of more than {0} words is two", MostWords);

    [Fact]
    public void In_ParagraphsPointsAndCells_AreCutIntoSentences()
    {
        const string prose = """
            # A heading
            One `a b c` [two](page.md#place).
            Three: Four
            * five, (six.) Seven

            | eight | – |
            <!-- record: figures.json -->
            | never seen |
            <!-- end -->
            .NET is nine. .NET is ten.
            """;

        Sentences.In(prose).Should().Equal(
            "# A heading", "One Code two.", "Three:", "Four", "five, (six.", "Seven", "eight", ".NET is nine.", ".NET is ten.");
    }

    [Fact]
    public void CountWords_SignsBetweenThem_CountsTheWordsAlone() => Sentences.CountWords("Two – 2 = words.").Should().Be(3);
}
