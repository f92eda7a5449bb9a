using System.Reflection;
using ForwardForward.Extensibility;
using TorchSharp;

namespace ForwardForward.Tests.Reliability;

/// <summary>
/// Every public member of the library, found by reflection, called with every argument that is wrong at one place,
/// and with every two tensors.
/// </summary>
internal static class HostileCalls
{
    // Equality, printing and copying of records call nothing; a destructor is no entry point.
    private static readonly HashSet<string> Uninteresting = new(StringComparer.Ordinal)
    {
        "Equals", "GetHashCode", "GetType", "ToString", "Deconstruct", "<Clone>$", "Dispose", "op_Equality", "op_Inequality",
    };

    /// <summary>The calls, always the same in the same order.</summary>
    public static IEnumerable<HostileCall> All() => Members().SelectMany(Calls).Concat(HostilePlugins.Calls());

    /// <summary>Members that are not called, as nobody could say with what.</summary>
    public static IEnumerable<string> LeftOut() =>
        Members().Where(member => member.ContainsGenericParameters || member.GetParameters().Any(
            parameter => HostileArguments.For(parameter).Count == 0)).Select(Describe);

    private static IEnumerable<MethodBase> Members() =>
        from type in typeof(FFNetwork).Assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal)
        where !type.IsEnum && !type.IsSubclassOf(typeof(Delegate)) && !type.ContainsGenericParameters && !type.Name.StartsWith('<')
        from member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .OfType<MethodBase>().OrderBy(member => member.ToString(), StringComparer.Ordinal)
        where !Uninteresting.Contains(member.Name) && !member.Name.StartsWith("get_", StringComparison.Ordinal)
        where member is MethodInfo { IsAbstract: false } || type == typeof(LocalLayer) || !type.IsAbstract
        where member is MethodInfo || !type.IsAbstract
        where !type.IsSubclassOf(typeof(Exception))
        select member;

    private static IEnumerable<HostileCall> Calls(MethodBase member)
    {
        IReadOnlyList<HostileArgument>[] choices = [.. member.GetParameters().Select(HostileArguments.For)];
        if (member.ContainsGenericParameters || choices.Any(choice => choice.Count == 0))
            return [];
        IReadOnlyList<HostileArgument> receivers = member.IsStatic || member is ConstructorInfo ? [new("", () => null)] : Receivers(member);
        return
            from receiver in receivers
            from arguments in Combinations(member, choices)
            select new HostileCall(
                $"{receiver.Name}{Describe(member)}({string.Join(", ", arguments.Select(argument => argument.Name))})",
                () => Invoke(member, receiver, arguments));
    }

    private static void Invoke(MethodBase member, HostileArgument receiver, HostileArgument[] arguments)
    {
        object? target = receiver.Create(), result = null;
        object?[] values = [.. arguments.Select(argument => argument.Create())];
        try
        {
            result = member is ConstructorInfo constructor ? constructor.Invoke(values) : member.Invoke(target, values);
            (result as Task)?.GetAwaiter().GetResult();
        }
        finally
        {
            foreach (IDisposable owner in values.Append(target).Append(result).OfType<IDisposable>())
                owner.Dispose();
        }
    }

    private static IReadOnlyList<HostileArgument> Receivers(MethodBase member) =>
        typeof(FFNetwork) == member.DeclaringType ? HostileArguments.Networks : HostileArguments.Receivers(member.DeclaringType!);

    /// <summary>The right arguments; then each in turn replaced by each other; then every two tensors.</summary>
    private static IEnumerable<HostileArgument[]> Combinations(MethodBase member, IReadOnlyList<HostileArgument>[] choices)
    {
        HostileArgument[] right = [.. choices.Select(choice => choice[0])];
        yield return right;
        for (int place = 0; place < choices.Length; place++)
            foreach (HostileArgument wrong in choices[place].Skip(1))
                yield return With(right, (place, wrong));
        int[] tensors = [.. member.GetParameters()
            .Index().Where(parameter => parameter.Item.ParameterType == typeof(torch.Tensor)).Select(parameter => parameter.Index)];
        if (tensors.Length < 2 || member.DeclaringType!.IsInterface)
            yield break;
        foreach (HostileArgument first in HostileTensors.Pairs)
            foreach (HostileArgument second in HostileTensors.Pairs)
                yield return With(right, (tensors[0], first), (tensors[1], second));
    }

    private static HostileArgument[] With(HostileArgument[] right, params (int Place, HostileArgument Wrong)[] changes)
    {
        HostileArgument[] arguments = [.. right];
        foreach ((int place, HostileArgument wrong) in changes)
            arguments[place] = wrong;
        return arguments;
    }

    private static string Describe(MethodBase member)
    {
        string type = member.DeclaringType!.Name;
        return member is ConstructorInfo ? $"new {type}" : $"{type}.{member.Name}";
    }
}
