package polyview;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.stream.Stream;

/** What users can see of a type: its supertypes and type parameters, and its public and protected members. */
final class PublicSignatures {

    private PublicSignatures() {}

    /** Holds for types that users do not see, and for those that have no type whose name begins so, as a type argument neither. */
    static ArchCondition<JavaClass> mentionNothingOf(String... names) {
        return new ArchCondition<>("have a public or protected signature with none of " + List.of(names)) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (isSeen(type)) {
                    check(type.getName(), ofType(type), events);
                    type.getMembers().stream()
                            .filter(PublicSignatures::isOpen)
                            .forEach(member -> check(member.getFullName(), ofMember(member), events));
                }
            }

            private void check(String where, Stream<? extends JavaType> types, ConditionEvents events) {
                types.flatMap(type -> type.getAllInvolvedRawTypes().stream())
                        .map(raw -> raw.getBaseComponentType().getName())
                        .filter(name -> Stream.of(names).anyMatch(name::startsWith))
                        .distinct()
                        .forEach(name ->
                                events.add(SimpleConditionEvent.violated(where, where + " has the type " + name)));
            }
        };
    }

    /** A type inside another one is seen where that one is. */
    private static boolean isSeen(JavaClass type) {
        return isOpen(type)
                && type.getEnclosingClass().map(PublicSignatures::isSeen).orElse(true);
    }

    private static boolean isOpen(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                || type.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static boolean isOpen(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaType> ofType(JavaClass type) {
        return Stream.of(
                        type.getSuperclass().stream(), type.getInterfaces().stream(), type.getTypeParameters().stream())
                .flatMap(types -> types);
    }

    private static Stream<JavaType> ofMember(JavaMember member) {
        if (!(member instanceof JavaCodeUnit unit)) {
            return Stream.of(((com.tngtech.archunit.core.domain.JavaField) member).getType());
        }
        return Stream.of(
                        Stream.of(unit.getReturnType()),
                        unit.getParameterTypes().stream(),
                        unit.getTypeParameters().stream(),
                        unit.getThrowsClause().getTypes().stream())
                .flatMap(types -> types);
    }
}
