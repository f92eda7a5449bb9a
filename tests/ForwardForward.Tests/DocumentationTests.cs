using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ForwardForward.Tests.Documents;

namespace ForwardForward.Tests;

/// <summary>What CONTRIBUTING.md asks of the documentation beyond its being there, as far as a program can tell.</summary>
public sealed partial class DocumentationTests
{
    private static readonly Type[] Strategies =
    [
        typeof(ICollaboration), typeof(IGoodness), typeof(ILabelEmbedding), typeof(IClassLoss), typeof(IContrastiveLoss),
        typeof(IModulation), typeof(INegativeSampler), typeof(INormalisation), typeof(LayerDefinition),
    ];

    private static readonly HashSet<string> Paragraphs =
        new(["para", "list", "item", "description", "term", "code", "value"], StringComparer.Ordinal);

    private static readonly Type[] Types = typeof(FFNetwork).Assembly.GetExportedTypes();

    // Of public members alone; the file speaks of internal ones too. Dots in the name end the type:
    // "P:ForwardForward.Training.TrainingOptions.Epochs".
    private static readonly Dictionary<string, XElement> Members = XDocument
        .Load(Path.ChangeExtension(typeof(FFNetwork).Assembly.Location, ".xml"))
        .Descendants("member")
        .ToDictionary(member => (string)member.Attribute("name")!, StringComparer.Ordinal);

    [Fact]
    public void Settings_WithADefault_SayWhichInTheirValue() =>
        Types.SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(property => IsSetting(property) && !Says($"P:{property.DeclaringType!.FullName}.{property.Name}", "value"))
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}")
            .Should().BeEmpty();

    [Fact]
    public void Methods_OfTensors_SayTheirShapes() =>
        PublicMethods()
            .Where(
                method => method.Name.Contains("TorchSharp.torch.Tensor", StringComparison.Ordinal) && !Inherits(method.Text)
                    && !Shape().IsMatch(method.Text.Value))
            .Select(method => method.Name)
            .Should().BeEmpty();

    [Fact]
    public void Strategies_OfTheLibrary_NameTheirSource() =>
        Types.Where(type => type is { IsClass: true, IsAbstract: false } && Strategies.Any(strategy => strategy.IsAssignableFrom(type)))
            .Where(type => !type.Name.StartsWith("No", StringComparison.Ordinal) && !NamesItsSource(type))
            .Select(type => type.Name)
            .Should().BeEmpty();

    [Fact]
    public void Sentences_OfTheDocumentation_AreShort() =>
        (from member in Members
         from element in member.Value.Elements()
         from passage in Passages(element)
         from sentence in Sentences.In(passage)
         where Sentences.CountWords(sentence) > PlainLanguageTests.MostWords
         select $"{member.Key}: {sentence}")
        .Should().BeEmpty("a sentence of more than {0} words is two", PlainLanguageTests.MostWords);

    [Fact]
    public void Passages_OfAnElement_AreItsTextAndItsParagraphsWithACodeForAWord()
    {
        XElement element = XElement.Parse(
            "<remarks>One <see cref=\"T:X\"/> two.<para>Three <c>a b c</c>.</para><code>x = 1;</code> Four.</remarks>");

        Passages(element).Should().Equal("Three Code.", "One Code two.\n\n\n\n Four.");
    }

    /// <summary>The text of an element, paragraph by paragraph; what stands in code is one word, and blocks of code are left out.</summary>
    private static IEnumerable<string> Passages(XElement element)
    {
        foreach (XElement paragraph in element.Elements().Where(child => Paragraphs.Contains(child.Name.LocalName)))
            if (paragraph.Name != "code")
                foreach (string passage in Passages(paragraph))
                    yield return passage;
        yield return string.Concat(element.Nodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement child when Paragraphs.Contains(child.Name.LocalName) => "\n\n",
            XElement => "Code",
            _ => "",
        }));
    }

    // What repeats the study's code has that for its source, wherever the idea is from.
    private static bool NamesItsSource(Type type) =>
        Members[$"T:{type.FullName}"].Value is var text
        && (Source().IsMatch(text)
            || (string.Equals(type.Namespace, "ForwardForward.Faithful", StringComparison.Ordinal)
                && text.Contains("the study", StringComparison.OrdinalIgnoreCase)));

    // A record's positional property is described by the parameter that makes it.
    private static bool IsSetting(PropertyInfo property) =>
        property.SetMethod is { IsPublic: true, IsAbstract: false } set
        && set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
        && !property.CustomAttributes.Any(attribute => attribute.AttributeType.Name is "RequiredMemberAttribute")
        && !property.DeclaringType!.GetConstructors().Any(constructor =>
            constructor.GetParameters().Any(parameter => string.Equals(parameter.Name, property.Name, StringComparison.Ordinal)));

    private static bool Says(string member, string element) =>
        Members.TryGetValue(member, out XElement? text) && (Inherits(text) || !string.IsNullOrWhiteSpace((string?)text.Element(element)));

    private static bool Inherits(XElement text) => text.Element("inheritdoc") is not null;

    private static IEnumerable<(string Name, XElement Text)> PublicMethods() =>
        from member in Members
        let name = MethodName().Match(member.Key)
        where name.Success
        let type = Array.Find(Types, type => string.Equals(type.FullName, name.Groups["type"].Value, StringComparison.Ordinal))
        where type is not null
            && type.GetMember(
                name.Groups["method"].Value, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
                .OfType<MethodInfo>().Any(method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly)
        select (member.Key, member.Value);

    [GeneratedRegex(@"^M:(?<type>[\w.]+)\.(?<method>\w+)\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MethodName();

    [GeneratedRegex(@"\[[^\]]*\w[^\]]*\]|\[\]|of any shape", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();

    [GeneratedRegex(@"\b(19|20)\d\d\b|arXiv", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Source();
}
