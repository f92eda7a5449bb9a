using System.Reflection;

namespace ForwardForward;

/// <summary>
/// Members of a part that look as if they implemented a member of its interface, and do not: a default takes their place in silence.
/// </summary>
internal static class MisdeclaredMembers
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(double)] = "double",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    /// <summary>The parts that a value holds: itself, where it is one, or what the settings of it hold.</summary>
    public static IEnumerable<object> PartsOf(object? value) =>
        value is null ? []
        : LibraryInterfaces(value.GetType()).Any() ? [value]
        :
        [
            .. from property in value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
            where property.CanRead && property.GetIndexParameters().Length == 0
                && property.PropertyType is { IsValueType: false, IsArray: false }
            where IsOfLibrary(property.PropertyType)
            from part in PartsOf(property.GetValue(value))
            select part,
        ];

    /// <summary>What is wrong and what to do, for each such member of a part's type.</summary>
    public static IEnumerable<(string What, string Remedy)> FindIn(Type type) =>
        from contract in LibraryInterfaces(type)
        from needed in contract.GetMembers().Where(member => member is MethodInfo { IsSpecialName: false } or PropertyInfo)
        where IsLeftToDefault(type, contract, needed)
        from declared in Hierarchy(type).SelectMany(ancestor => ancestor.GetMember(needed.Name, Declared))
        select (
            $"{type.Name} declares \"{Signature(declared)}\", which does not implement {contract.Name}.{needed.Name} and is never asked.",
            $"Declare it as \"{Signature(needed)}\", or give it another name.");

    private static IEnumerable<Type> LibraryInterfaces(Type type) =>
        type.GetInterfaces().Where(contract => contract.IsPublic && IsOfLibrary(contract));

    private static bool IsOfLibrary(Type type) => type.Assembly == typeof(MisdeclaredMembers).Assembly;

    private static bool IsLeftToDefault(Type type, Type contract, MemberInfo needed)
    {
        MethodInfo asked = needed as MethodInfo ?? ((PropertyInfo)needed).GetMethod!;
        InterfaceMapping map = type.GetInterfaceMap(contract);
        return !asked.IsAbstract && map.TargetMethods[Array.IndexOf(map.InterfaceMethods, asked)].DeclaringType == contract;
    }

    private static IEnumerable<Type> Hierarchy(Type type)
    {
        for (Type? ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
            yield return ancestor;
    }

    private static string Signature(MemberInfo member) => member switch
    {
        MethodInfo method => $"{Access(method)}{NameOf(method.ReturnType)} {method.Name}("
            + $"{string.Join(", ", method.GetParameters().Select(parameter => $"{NameOf(parameter.ParameterType)} {parameter.Name}"))})",
        PropertyInfo property => $"{Access(property.GetMethod ?? property.SetMethod!)}{NameOf(property.PropertyType)} {property.Name} "
            + (property.CanRead ? "{ get; }" : "{ set; }"),
        FieldInfo field => $"{NameOf(field.FieldType)} {field.Name}",
        _ => member.ToString()!,
    };

    private static string Access(MethodBase method) =>
        (method.IsPublic ? "public " : method.IsPrivate ? "private " : method.IsFamily ? "protected " : "internal ")
            + (method.IsStatic ? "static " : string.Empty);

    private static string NameOf(Type type) =>
        Keywords.TryGetValue(type, out string? keyword) ? keyword
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
        : type.Name;
}
