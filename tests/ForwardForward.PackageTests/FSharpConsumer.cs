namespace ForwardForward.PackageTests;

/// <summary>An F# project that references the package ForwardForward and nothing else.</summary>
/// <param name="packages">The packages to consume.</param>
public sealed class FSharpConsumer(PackedPackages packages) : ConsumerProject(packages, "Program.fs", """
    <Compile Include="Program.fs" />
    <PackageReference Include="ForwardForward" Version="{version}" />
    """);
