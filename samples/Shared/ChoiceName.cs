using System.Text.Json;

namespace ForwardForward.Samples;

/// <summary>The names under which choices stand on the command line and in records: <c>FashionMnist</c> is <c>fashion-mnist</c>.</summary>
public static class ChoiceName
{
    /// <summary>The name of a choice.</summary>
    /// <typeparam name="T">The kind of choice.</typeparam>
    /// <param name="choice">The choice.</param>
    /// <returns>Lower case, words joined by hyphens.</returns>
    public static string Of<T>(T choice)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(choice.ToString());
}
