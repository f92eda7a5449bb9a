using System.Reflection;
using System.Runtime.CompilerServices;
using ForwardForward.Cuda;
using ForwardForward.Experiments;
using ForwardForward.Extensibility;
using ForwardForward.Runtime;

namespace ForwardForward.Tests;

/// <summary>What users see: nothing by accident, each thing where its name says, nothing that changes behind their back.</summary>
public sealed class PublicApiTests
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // The members of an extension block stand in a nested type that only the compiler knows.
    private static readonly Type[] Types =
    [
        .. new[] { typeof(FFNetwork).Assembly, typeof(CudaNetworkBuilderExtensions).Assembly }
            .SelectMany(library => library.GetExportedTypes())
            .Where(type => !type.FullName!.Contains('<', StringComparison.Ordinal)),
    ];

    [Fact]
    public void Types_Public_AreWrittenDown()
    {
        IEnumerable<string> listed = Directory
            .EnumerateFiles(Path.Combine(RepositoryRoot.Find(), "src"), "PublicAPI.*.txt", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines)
            .Where(
                line => line.StartsWith("ForwardForward.", StringComparison.Ordinal) && !line.Contains("->", StringComparison.Ordinal)
                    && !line.Contains('(', StringComparison.Ordinal));

        Types.Select(type => type.FullName).Should().BeEquivalentTo(listed);
    }

    [Fact]
    public void Types_Public_StandInAFileOfTheirNameBelowTheirNamespace()
    {
        HashSet<string> files = new(
            SourceFile.OfTheLibrary().Select(file => $"{file.Type} in {NamespaceOf(file.Folder)}"), StringComparer.Ordinal);

        Types.Where(type => type.Assembly == typeof(FFNetwork).Assembly).Select(type => $"{type.Name.Split('`')[0]} in {type.Namespace}")
            .Should().BeSubsetOf(files);
    }

    [Fact]
    public void Namespaces_Public_AreOneAnAudience() =>
        Types.Select(type => type.Namespace).Distinct(StringComparer.Ordinal).Should().BeEquivalentTo(
        [
            "ForwardForward", "ForwardForward.Data", "ForwardForward.Extensibility", "ForwardForward.Experiments",
            "ForwardForward.Faithful",
            "ForwardForward.Runtime", "ForwardForward.Cuda",
        ]);

    [Fact]
    public void Types_InTheRuntimeFolder_AreThoseOfTheFrontDoor() =>
        Types.Where(type => string.Equals(type.Namespace, typeof(TorchRuntime).Namespace, StringComparison.Ordinal))
            .Should().BeEquivalentTo([typeof(TorchRuntime), typeof(TorchRuntimeDescription), typeof(TorchRuntimeException)]);

    [Fact]
    public void Classes_Public_AreSealedOrAbstractOrDerivedFromHere() =>
        Types.Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !Types.Any(other => other.IsSubclassOf(type)))
            .Should().BeEmpty();

    [Fact]
    public void Fields_Public_AreConstants() =>
        Types.SelectMany(type => type.GetFields(Everything)).Where(field => !field.IsLiteral && field.Name is not "value__")
            .Should().BeEmpty();

    [Fact]
    public void Properties_Public_AreSetAtCreationOnly() =>
        Types.SelectMany(type => type.GetProperties(Everything))
            .Where(property => property.SetMethod is { IsPublic: true } set && !IsInit(set))
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}")
            .Should().Equal(
                $"{nameof(FFNetwork)}.{nameof(FFNetwork.ScoringLayers)}", $"{nameof(FFNetwork)}.{nameof(FFNetwork.Standardisation)}",
                $"{nameof(MicroBatch)}.{nameof(MicroBatch.Activations)}", $"{nameof(MicroBatch)}.{nameof(MicroBatch.Kept)}",
                $"{nameof(BackpropTwin)}.{nameof(BackpropTwin.Standardisation)}");

    [Fact]
    public void Options_Public_AreSealedAndNeedNoArgument() =>
        Types.Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal))
            .Should().NotBeEmpty().And.OnlyContain(
                type => type.IsSealed && type.GetConstructor(Type.EmptyTypes) != null);

    // A folder that is an audience of its own names a namespace; every other belongs to everybody.
    private static string NamespaceOf(string folder) => folder.Split('/')[0] switch
    {
        "Data" or "Extensibility" or "Experiments" or "Faithful" or "Runtime" => $"ForwardForward.{folder.Split('/')[0]}",
        _ => "ForwardForward",
    };

    private static bool IsInit(MethodInfo set) => set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
}
