using System.Text.RegularExpressions;

namespace ForwardForward.Tests.Documents;

public sealed class PartsTests
{
    private static readonly Type[] Kinds =
    [
        typeof(INegativeSampler), typeof(IGoodness), typeof(IContrastiveLoss), typeof(IClassLoss), typeof(INormalisation),
        typeof(ILabelEmbedding),
        typeof(IModulation), typeof(ICollaboration), typeof(LayerDefinition),
    ];

    [Fact]
    public void Parts_OfTheLibrary_AreNamedInADocument()
    {
        HashSet<string> words = [.. Document.All.Where(document => document.Name.StartsWith("docs/", StringComparison.Ordinal))
            .SelectMany(document => document.Lines)
            .SelectMany(line => Regex.Split(line, @"\W+", RegexOptions.None, TimeSpan.FromSeconds(1)))];

        IEnumerable<string> parts = typeof(FFNetwork).Assembly.GetExportedTypes()
            .Where(type => !type.IsInterface && Kinds.Any(kind => kind.IsAssignableFrom(type))).Select(type => type.Name);

        parts.Should().HaveCountGreaterThan(40).And.BeSubsetOf(words);
    }
}
