using Mono.Cecil;
using TorchSharp;

namespace ForwardForward.Tests.Runtime;

/// <summary>
/// No member of TorchSharp that the library calls makes a native scalar of its own: the garbage collector may free such a one while
/// libtorch reads it. Found by reading the compiled code of both.
/// </summary>
public sealed class NativeScalarsTests
{
    private const int Deepest = 8;

    private static readonly string[] OfTheLibrarysOwn = [nameof(TensorArithmetic), "FusedKernels"];

    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);

    [Fact]
    public void Library_EveryCallOfTorchSharp_MakesNoScalarThatNobodyHolds()
    {
        using DefaultAssemblyResolver resolver = new();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        using var library = AssemblyDefinition.ReadAssembly(
            typeof(FFNetwork).Assembly.Location, new ReaderParameters { AssemblyResolver = resolver });

        string[] calls =
        [
            .. from type in library.MainModule.GetTypes()
               where !OfTheLibrarysOwn.Contains(type.Name, StringComparer.Ordinal)
               from method in type.Methods
               from called in Calls(method)
               where MakesScalar(called, depth: 0)
               select $"{type.Name}.{method.Name} calls {called.FullName}",
        ];

        calls.Should().BeEmpty("TensorArithmetic holds its scalars until libtorch has returned");
    }

    [Fact]
    public void MakesScalar_MembersThatDo_AreFound()
    {
        using var torchSharp = AssemblyDefinition.ReadAssembly(typeof(torch.Tensor).Assembly.Location);
        TypeDefinition tensor = torchSharp.MainModule.GetTypes().Single(type => type.FullName is "TorchSharp.torch/Tensor");

        tensor.Methods.Where(method => method.Name is "square" or "op_Addition").Should().OnlyContain(method => MakesScalar(method, 0));
        tensor.Methods.Where(method => method.Name is "relu" or "t").Should().OnlyContain(method => !MakesScalar(method, 0));
    }

    private static IEnumerable<MethodReference> Calls(MethodDefinition method) => method.HasBody
        ? method.Body.Instructions.Select(instruction => instruction.Operand).OfType<MethodReference>()
        : [];

    private bool MakesScalar(MethodReference called, int depth)
    {
        if (!called.DeclaringType.FullName.StartsWith("TorchSharp.", StringComparison.Ordinal) || depth > Deepest)
            return false;
        if (called is { DeclaringType.Name: nameof(Scalar), Name: "op_Implicit" or ".ctor" })
            return true;
        if (_known.TryGetValue(called.FullName, out bool known))
            return known;
        _known[called.FullName] = false; // For members that call themselves.
        return _known[called.FullName] = called.Resolve() is { } method && Calls(method).Any(inner => MakesScalar(inner, depth + 1));
    }
}
