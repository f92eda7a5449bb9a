using System.Text.RegularExpressions;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Reliability;

/// <summary>What a program sets in libtorch is the program's: networks do the same under all of it.</summary>
public sealed class SurroundingsTests
{
    [Fact]
    public void Verbs_UnderWhatTheProgramSetsInLibtorch_GiveTheSameBits()
    {
        using ChildProcess child = new(ChildProgram.Surroundings);

        child.ReadToEnd().Should().ContainSingle("each other line is a verb that did something else").Which.Should().EndWith(" calls");
    }

    /// <summary>Every overload of what TorchSharp makes tensors by takes the program's default where no type or device is given.</summary>
    [Fact]
    public void Files_OtherThanTensorCreation_MakeNoTensorOfTheProgramsDefaults()
    {
        string[] makers =
        [
            .. typeof(TorchSharp.torch).GetMethods()
                .Where(method => method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Device) && parameter.IsOptional))
                .Select(method => method.Name)
                .Where(name => !name.EndsWith("_like", StringComparison.Ordinal)) // These take after a tensor.
                .Distinct(StringComparer.Ordinal),
        ];
        Regex call = new($@"(?<![\w.])(torch\.)?({string.Join('|', makers)})\(", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

        makers.Should().Contain(["zeros", "tensor", "arange", "randperm"]);
        SourceFile.OfTheLibrary()
            .Where(file => call.IsMatch(file.Code) != file.Path is "Tensors/TensorCreation.cs")
            .Select(file => file.Path)
            .Should().BeEmpty();
    }
}
